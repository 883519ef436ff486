package dev.gregor.secured;

import static org.awaitility.Awaitility.await;

import dev.gregor.fixture.BrokerProcess;
import dev.gregor.fixture.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * A real broker in a process of its own that asks who is there: TLS, SASL/SCRAM-SHA-512, and ACLs without which nothing is allowed. The test
 * itself has a listener beside it that nobody else knows, as a superuser.
 */
final class SecuredBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofMillis(20);

    private final BrokerProcess process;
    private final TestCluster superuser;
    private final Certificates certificates;
    private final int port;

    static SecuredBroker start(Path folder, Certificates certificates) {
        return new SecuredBroker(folder, certificates);
    }

    private SecuredBroker(Path folder, Certificates certificates) {
        this.certificates = certificates;
        this.port = BrokerProcess.freePort();
        this.process = BrokerProcess.start(folder, this::secure);
        this.superuser = new TestCluster(process.bootstrapServers());
    }

    private void secure(Map<String, String> settings) {
        settings.merge("listeners", "SECURED://localhost:" + port, (all, more) -> all + "," + more);
        settings.merge("listener.security.protocol.map", "SECURED:SASL_SSL", (all, more) -> all + "," + more);
        settings.put("listener.name.secured.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.secured.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put(
                "listener.name.secured.ssl.keystore.location",
                certificates.keyStore().toString());
        settings.put("listener.name.secured.ssl.keystore.type", "PKCS12");
        settings.put("listener.name.secured.ssl.keystore.password", certificates.password());
        settings.put("listener.name.secured.ssl.key.password", certificates.password());
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("allow.everyone.if.no.acl.found", "false");
        settings.put("super.users", "User:ANONYMOUS");
    }

    /** The cluster for who may do everything. */
    TestCluster superuser() {
        return superuser;
    }

    /** Where those are let in who say who they are. */
    String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Where those are let in who need not say who they are. */
    String openServers() {
        return process.bootstrapServers();
    }

    /** Lets in a user, who may do nothing yet. */
    void addUser(String user, String password) {
        Admin admin = superuser.admin();
        TestCluster.answer(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                .all());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> admin.describeUserScramCredentials(List.of(user))
                                .description(user)
                                .get()
                        != null);
    }

    void allow(Collection<AclBinding> rights) {
        TestCluster.answer(superuser.admin().createAcls(rights).all());
        await().pollInterval(POLL).atMost(PATIENCE).until(() -> allowed().containsAll(rights));
    }

    void forbid(AclBinding right) {
        TestCluster.answer(
                superuser.admin().deleteAcls(List.of(right.toFilter())).all());
        await().pollInterval(POLL).atMost(PATIENCE).until(() -> !allowed().contains(right));
    }

    void forbidEverything() {
        TestCluster.answer(
                superuser.admin().deleteAcls(List.of(AclBindingFilter.ANY)).all());
        await().pollInterval(POLL).atMost(PATIENCE).until(() -> allowed().isEmpty());
    }

    private Collection<AclBinding> allowed() {
        return TestCluster.answer(
                superuser.admin().describeAcls(AclBindingFilter.ANY).values());
    }

    /** The settings under {@code application.kafka} of a user, as a mapping of YAML. */
    String settings(String user, String password) {
        return """
                { bootstrap.servers: "%s", security.protocol: SASL_SSL, sasl.mechanism: SCRAM-SHA-512,
                      sasl.jaas.config: 'org.apache.kafka.common.security.scram.ScramLoginModule required username="%s" password="%s";',
                      ssl.truststore.location: "%s", ssl.truststore.type: PKCS12, ssl.truststore.password: "%s" }""".formatted(bootstrapServers(), user, password, certificates.trustStore(), certificates.password());
    }

    @Override
    public void close() {
        superuser.close();
        process.close();
    }
}
