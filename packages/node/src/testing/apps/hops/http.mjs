// The clients of HTTP: each asks the consumer's server, which works under the name that stands in the path.
import http from 'node:http';
import axios from 'axios';
import got from 'got';
import { request as undiciRequest } from 'undici';

export const clients = {
  'node:http': (url) =>
    new Promise((resolve, reject) =>
      http.get(url, (response) => response.resume().on('end', resolve)).on('error', reject),
    ),
  fetch: async (url) => (await fetch(url)).text(),
  undici: async (url) => (await undiciRequest(url)).body.text(),
  axios: (url) => axios.get(url),
  got: (url) => got(url).text(),
};
