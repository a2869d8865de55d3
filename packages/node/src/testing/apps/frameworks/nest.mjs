// NestJS without a compiler: the decorators applied by hand.
import 'reflect-metadata';
import { Controller, Module, Param, Post, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { correlation } from '@throughline/node';
import { listening, order, withMiddleware } from './order.mjs';

class OrdersController {
  async take(id, request) {
    return { ...(await order(id)), headers: request.headers };
  }
}
Controller('orders')(OrdersController);
Post(':id')(
  OrdersController.prototype,
  'take',
  Object.getOwnPropertyDescriptor(OrdersController.prototype, 'take'),
);
Param('id')(OrdersController.prototype, 'take', 0);
Req()(OrdersController.prototype, 'take', 1);

class AppModule {}
Module({ controllers: [OrdersController] })(AppModule);

const app = await NestFactory.create(AppModule, { logger: false });
if (withMiddleware) app.use(correlation());
await app.listen(0, '127.0.0.1');
listening(app.getHttpServer());
