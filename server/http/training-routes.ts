import type { FastifyInstance } from 'fastify';
import type { Centre } from '../centre.ts';
import { refusal } from '../refusal.ts';
import { trainedPeople, trainingPage } from '../training/training-file.ts';
import { serve } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { refuse } from './request-checks.ts';

/** The training file: everybody's own, and everybody's for those who teach. */
export function addTrainingRoutes(app: FastifyInstance, centre: Centre): void {
  serve(app, centre, endpoints.ownTraining, async ({ reply, claims, query }) => {
    const page = await trainingPage(centre.engine, claims.agentNo, query);
    return page ?? refuse(reply, refusal(404, 'notFound'));
  });
  serve(app, centre, endpoints.trainingOf, async ({ reply, query }) => {
    const page = await trainingPage(centre.engine, query.agentNo, query);
    return page ?? refuse(reply, refusal(404, 'notFound'));
  });
  serve(app, centre, endpoints.trainedPeople, async () => ({ people: await trainedPeople(centre.engine) }));
}
