package dev.gregor.http;

import dev.gregor.config.Application;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what. A change of state needs the token; where the endpoint listens beyond this machine, so does every look at data. Nothing that a
 * foreign page makes a browser do is let in: no credentials are kept in cookies, and a request that names another origin is refused, as is one to
 * a loopback endpoint under a name that is not loopback's (DNS rebinding).
 */
final class Access {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<HandlerType> LOOKING = Set.of(HandlerType.GET, HandlerType.HEAD);
    private static final String BEARER = "Bearer ";

    private final byte[] token;
    private final String bind;
    private final boolean isLoopback;

    Access(Application.Http http) {
        this.token = http.token().getBytes(StandardCharsets.UTF_8);
        this.bind = http.bind();
        this.isLoopback = isLoopback(bind);
    }

    /** Whether an address is reached from this machine only. */
    static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether anybody can change anything. */
    boolean hasToken() {
        return token.length > 0;
    }

    /** Why nothing can be changed, as a sentence; null if it can. */
    @Nullable
    String whyNoSwitches() {
        return hasToken()
                ? null
                : "Nothing can be switched here, since no token is configured: set application.http.token, or use 'gregor experiments'.";
    }

    /**
     * Lets a request for data pass.
     *
     * @throws Refusal if it may not
     */
    void checkData(Context context) {
        checkOrigin(context);
        boolean isChange = !LOOKING.contains(context.method());
        if (isChange && !hasToken()) {
            throw new Refusal(403, String.valueOf(whyNoSwitches()));
        } else if (!isLoopback && !hasToken()) {
            throw new Refusal(
                    403,
                    "This endpoint listens beyond its own machine, and no token is configured: set application.http.token.");
        } else if ((isChange || !isLoopback) && !isAuthorized(context)) {
            throw new Refusal(401, "The token is missing or wrong; expected the header 'Authorization: Bearer TOKEN'.");
        }
    }

    private boolean isAuthorized(Context context) {
        String header = context.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        byte[] given = header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        // in constant time, whatever the length
        return MessageDigest.isEqual(given, token);
    }

    private void checkOrigin(Context context) {
        String host = context.host();
        if (isLoopback && (host == null || !isOwnName(withoutPort(host)))) {
            throw new Refusal(
                    403, "This endpoint is reached as localhost only, not by the name of the request's host.");
        }
        String site = context.header("Sec-Fetch-Site");
        boolean isForeignSite = site != null && !site.equals("same-origin") && !site.equals("none");
        String origin = context.header("Origin");
        if (isForeignSite || (origin != null && !isOwn(origin, host))) {
            throw new Refusal(403, "Requests from pages of another origin are refused.");
        }
    }

    private boolean isOwnName(String name) {
        return LOOPBACK.contains(name) || name.equals(bind);
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            return host != null && host.equals(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String withoutPort(String authority) {
        int colon = authority.indexOf(':', Math.max(0, authority.lastIndexOf(']')));
        return colon < 0 ? authority : authority.substring(0, colon);
    }
}
