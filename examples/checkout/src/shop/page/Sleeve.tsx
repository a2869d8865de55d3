import type { ReactNode } from 'react';
import { DOOMED_SKU, HAPPY_SKU } from '../../contract/products.ts';

/** Drawn, not loaded: a replay of the shop is complete without the network. Each fills a square of 200 by 200. */
const DRAWINGS: Record<string, ReactNode> = {
  [HAPPY_SKU]: (
    <>
      <rect width="200" height="200" fill="#17263a" />
      <circle cx="146" cy="52" r="20" fill="#f1d9a7" />
      <path d="M0 112 L26 96 L44 104 L70 82 L96 106 L124 92 L152 110 L200 94 V122 H0Z" fill="#0e1826" />
      <rect y="120" width="200" height="80" fill="#1f3651" />
      {[34, 62, 88, 118, 150, 176].map((x, index) => (
        <g key={x} fill="#f3b562">
          <circle cx={x} cy={112 - (index % 3) * 5} r="2.6" />
          <rect x={x - 1.4} y="126" width="2.8" height={26 + (index % 3) * 14} opacity="0.5" rx="1.4" />
        </g>
      ))}
      <path d="M0 150 H60 M84 166 H200 M20 182 H130" stroke="#3a587a" strokeWidth="2" />
    </>
  ),
  'paper-moons': (
    <>
      <rect width="200" height="200" fill="#efe3cf" />
      <path d="M74.5 36.5 A44 44 0 1 0 102.7 107.0 A38 38 0 1 1 74.5 36.5Z" fill="#d98f6b" />
      <path d="M95.4 134.5 A48 48 0 1 0 125.7 58.7 A41 41 0 1 1 95.4 134.5Z" fill="#7d8f88" />
      <path d="M78.6 128.2 A22 22 0 1 0 95.9 159.3 A18 18 0 1 1 78.6 128.2Z" fill="#c9a24d" />
    </>
  ),
  [DOOMED_SKU]: (
    <>
      <rect width="200" height="200" fill="#2a1c2f" />
      <path d="M0 140 H200 V200 H0Z" fill="#1d1321" />
      <rect x="26" y="66" width="148" height="74" rx="12" fill="#a63d40" />
      {[38, 72, 106, 140].map((x) => (
        <rect key={x} x={x} y="80" width="24" height="24" rx="4" fill="#f6d58e" />
      ))}
      <circle cx="60" cy="142" r="12" fill="#120b15" stroke="#6c5a72" strokeWidth="3" />
      <circle cx="142" cy="142" r="12" fill="#120b15" stroke="#6c5a72" strokeWidth="3" />
      <path
        d="M92 178 c10 -22 18 -20 12 -4 c-4 12 8 6 14 -6 c4 -8 8 -2 4 6 c-2 6 8 4 14 -8 c2 10 10 4 16 -4 c6 8 16 2 26 -4"
        fill="none"
        stroke="#e7c873"
        strokeWidth="3"
        strokeLinecap="round"
      />
    </>
  ),
  'low-orbit': (
    <>
      <rect width="200" height="200" fill="#12332e" />
      <circle cx="100" cy="100" r="34" fill="#e2b04a" />
      <g fill="none" stroke="#7fb3a2" strokeWidth="2">
        <ellipse cx="100" cy="100" rx="84" ry="26" transform="rotate(-18 100 100)" />
        <ellipse cx="100" cy="100" rx="66" ry="18" transform="rotate(-18 100 100)" />
      </g>
      <path d="M66 100 A34 34 0 0 1 134 100Z" fill="#e2b04a" />
      <circle cx="178" cy="72" r="6" fill="#f4efe4" />
    </>
  ),
  'salt-and-cedar': (
    <>
      <rect width="200" height="200" fill="#e9ddd0" />
      <circle cx="142" cy="60" r="26" fill="#c8643c" />
      {[
        [20, '#5c7263'],
        [72, '#43594b'],
        [124, '#2e4237'],
      ].map(([x, fill]) => (
        <path key={x} d={`M${x} 168 l28 -84 l28 84Z`} fill={String(fill)} />
      ))}
      <rect y="166" width="200" height="34" fill="#f6f1ea" />
      <path d="M0 176 H200" stroke="#d9cbb9" strokeWidth="2" />
    </>
  ),
  'field-notes': (
    <>
      <rect width="200" height="200" fill="#d8a93f" />
      <path d="M0 130 Q50 96 100 126 T200 116 V200 H0Z" fill="#6f7f3f" />
      <path d="M0 158 Q60 128 120 154 T200 148 V200 H0Z" fill="#4d5c2d" />
      <g stroke="#f4e6c0" strokeWidth="2">
        <path d="M24 36 H120 M24 52 H150 M24 68 H98" />
      </g>
    </>
  ),
};

/** A record's sleeve with the disc behind it. */
export function Sleeve({ sku }: { sku: string }) {
  return (
    <div className="sleeve" aria-hidden="true">
      <span className="disc" />
      <svg viewBox="0 0 200 200" role="presentation">
        {DRAWINGS[sku] ?? <rect width="200" height="200" fill="#bdb4a6" />}
      </svg>
    </div>
  );
}
