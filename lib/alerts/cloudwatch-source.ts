/** The source of episodes that CloudWatch told of: no Alertmanager knows them. */
export const CLOUDWATCH_SOURCE = "cloudwatch";
