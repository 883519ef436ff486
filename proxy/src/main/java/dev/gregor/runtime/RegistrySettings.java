package dev.gregor.runtime;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the registry client, made of what stands under {@code application.schema-registry}.
 *
 * @param urls where the registry is; they are tried in turn, without user info, which the client would log
 * @param properties for the client
 */
record RegistrySettings(List<String> urls, Map<String, String> properties) {
    private static final String TLS = "ssl.";
    private static final String OF_CLIENT = "schema.registry.";
    private static final String SOURCE = "basic.auth.credentials.source";

    static RegistrySettings of(Map<String, String> written) {
        Map<String, String> properties = new HashMap<>(written);
        // The client's own time-outs of a minute would stop the stream for as long.
        properties.putIfAbsent("http.connect.timeout.ms", "3000");
        properties.putIfAbsent("http.read.timeout.ms", "5000");
        // It takes settings of TLS only with a prefix, and passes over others without a word.
        written.forEach((name, value) -> {
            if (name.startsWith(TLS)) {
                properties.putIfAbsent(OF_CLIENT + name, value);
            }
        });
        if (written.containsKey("basic.auth.user.info")) {
            properties.putIfAbsent(SOURCE, "USER_INFO");
        }
        if (written.containsKey("bearer.auth.token")) {
            properties.putIfAbsent("bearer.auth.credentials.source", "STATIC_TOKEN");
        }
        List<String> urls = Arrays.stream(written.getOrDefault("url", written.getOrDefault("schema.registry.url", ""))
                        .split(","))
                .map(String::strip)
                .toList();
        return withoutUserInfo(urls, properties);
    }

    /** User and password of the URLs as a setting of their own, where all of them have the same. */
    private static RegistrySettings withoutUserInfo(List<String> urls, Map<String, String> properties) {
        Set<@Nullable String> users = new LinkedHashSet<>();
        urls.forEach(url -> users.add(userInfo(url)));
        String user = users.iterator().next();
        if (users.size() > 1
                || user == null
                || properties.getOrDefault(SOURCE, "URL").equals("USER_INFO")) {
            return new RegistrySettings(urls, properties);
        }
        properties.put(SOURCE, "USER_INFO");
        properties.put("basic.auth.user.info", user);
        properties.remove("url");
        properties.remove("schema.registry.url");
        return new RegistrySettings(
                urls.stream().map(url -> url.replaceFirst("//[^/]*@", "//")).toList(), properties);
    }

    private static @Nullable String userInfo(String url) {
        try {
            return URI.create(url).getUserInfo();
        } catch (IllegalArgumentException e) {
            // the client says what is wrong with it when it is first asked
            return null;
        }
    }
}
