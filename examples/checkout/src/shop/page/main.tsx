import { createRoot } from 'react-dom/client';
import './shop.css';
import { startRecording } from './recording.ts';
import { Shop } from './Shop.tsx';

startRecording();

const root = document.getElementById('shop');
if (root) createRoot(root).render(<Shop />);
