package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.fixture.Lane;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import dev.gregor.injection.Revision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who is still in the consumer group of the injection after a clean stop. */
@ExtendWith(OnBroker.class)
class StaticMemberIT {
    private static List<Optional<String>> membersAfterAStop(TestCluster cluster, Lane lane, String config) {
        cluster.write(List.of(new ProducerRecord<>(lane.raw(), new byte[] {'{', '}'})));
        Revision revision = Lane.parse(config);
        try (Proxy proxy = Proxy.start(() -> revision)) {
            cluster.read(lane.features(), 1);
        }
        ConsumerGroupDescription group = TestCluster.answer(cluster.admin()
                .describeConsumerGroups(List.of(lane.id()))
                .describedGroups()
                .values()
                .iterator()
                .next());
        return group.members().stream().map(MemberDescription::groupInstanceId).toList();
    }

    @Test
    void aMemberWithANameOfItsOwnStays(TestCluster cluster, @TempDir Path folder) {
        Lane lane = Lane.create(cluster, "static-member", 1);
        String config = lane.yaml(folder, "")
                .replace("num.stream.threads: 1", "num.stream.threads: 1\n    group.instance.id: gregor-0");

        assertThat(membersAfterAStop(cluster, lane, config)).containsExactly(Optional.of("gregor-0-1"));
    }

    @Test
    void anyOtherLeavesSoThatOthersTakeOverAtOnce(TestCluster cluster, @TempDir Path folder) {
        Lane lane = Lane.create(cluster, "dynamic-member", 1);

        assertThat(membersAfterAStop(cluster, lane, lane.yaml(folder, ""))).isEmpty();
    }
}
