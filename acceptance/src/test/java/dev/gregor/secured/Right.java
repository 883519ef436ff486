package dev.gregor.secured;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A right as docs/security.md writes it: an operation on something, or on everything that begins so. */
record Right(AclOperation operation, ResourceType type, PatternType pattern, String name) {

    static Right topic(AclOperation operation, String name) {
        return new Right(operation, ResourceType.TOPIC, PatternType.LITERAL, name);
    }

    static Right topics(AclOperation operation, String prefix) {
        return new Right(operation, ResourceType.TOPIC, PatternType.PREFIXED, prefix);
    }

    static Right group(AclOperation operation, String name) {
        return new Right(operation, ResourceType.GROUP, PatternType.LITERAL, name);
    }

    static Right groups(AclOperation operation, String prefix) {
        return new Right(operation, ResourceType.GROUP, PatternType.PREFIXED, prefix);
    }

    static Right transactions(AclOperation operation, String prefix) {
        return new Right(operation, ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, prefix);
    }

    AclBinding of(String user) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }
}
