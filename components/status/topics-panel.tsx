import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { TableScroll } from "@/components/ui/table-scroll";
import type { TopicView } from "@/lib/alerts/sns/topic-view";
import { formatInstant } from "@/lib/time/format-time";

const STATES: Record<TopicView["state"], { tone: BadgeTone; word: string; says: string }> = {
  asked: { tone: "stale", word: "To confirm", says: "Amazon SNS asks whether it may send here." },
  confirmed: { tone: "pass", word: "Confirmed", says: "Its messages come." },
  ended: { tone: "fail", word: "Ended", says: "Somebody unsubscribed: no alarm comes any more." },
  unknown: { tone: "unknown", word: "Unknown", says: "No message of it came yet." },
};

/** The topics that CloudWatch's alarms come by. The portal never opens the address itself: a person decides. */
export function TopicsPanel({ topics }: { topics: TopicView[] }) {
  return (
    <Panel title="Topics" subtitle="where CloudWatch's alarms come from, by Amazon SNS" flush>
      <TableScroll label="Topics">
        <table className="legs">
          <thead>
            <tr>
              <th scope="col">Topic</th>
              <th scope="col">State</th>
              <th scope="col">Since</th>
              <th scope="col">What it says</th>
            </tr>
          </thead>
          <tbody>
            {topics.map((topic) => (
              <TopicRow key={topic.topicArn} topic={topic} />
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Panel>
  );
}

function TopicRow({ topic: { topicArn, state, since, subscribeUrl } }: { topic: TopicView }) {
  const { tone, word, says } = STATES[state];
  return (
    <tr>
      <th scope="row">{topicArn}</th>
      <td>
        <Badge tone={tone}>{word}</Badge>
      </td>
      <td>
        {since === null ? (
          <span className="t-unknown">never</span>
        ) : (
          <time dateTime={since} title={formatInstant(Date.parse(since), "UTC", "full")}>
            {formatInstant(Date.parse(since), "UTC", "short")} UTC
          </time>
        )}
      </td>
      <td className="ink2 leg-words">
        {says}{" "}
        {subscribeUrl && (
          <a href={subscribeUrl} target="_blank" rel="noopener noreferrer nofollow">
            {state === "ended" ? "Subscribe again" : "Confirm the subscription"} (opens Amazon SNS)
          </a>
        )}
      </td>
    </tr>
  );
}
