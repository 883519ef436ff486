package dev.gregor.http;

import dev.gregor.fixture.Requests;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests that make no sense, or hardly any: with paths, parameters, headers and bodies drawn at random, and one in five that is no HTTP at all. */
final class ApiFuzz {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
    private static final List<String> PATHS = List.of(
            "/",
            "/api",
            "/api/v1",
            "/api/v1/experiments",
            "/api/v1/experiments/moved",
            "/api/v1/experiments/moved/switch",
            "/api/v1/switch",
            "/api/v1/switches",
            "/api/v1/verdicts",
            "/api/v1/verdicts/moved",
            "/api/v1/divergence",
            "/api/v1/timeline",
            "/api/v1/configuration",
            "/api/v1/openapi.json",
            "/metrics",
            "/healthz",
            "/readyz",
            "/console/",
            "/console/..%2f..%2fgregor.yaml",
            "/console/index.html",
            "/webjars/uplot/dist/uPlot.esm.js",
            "/webjars/uplot/dist/..%2f..%2f",
            "//",
            "/%00",
            "/%2e%2e/%2e%2e/etc/passwd");
    private static final List<String> NAMES =
            List.of("experiment", "output", "measure", "arm", "fault", "partition", "id", "limit", "before", "x", "");
    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "FOO");
    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "[]",
            "null",
            "{\"action\":\"halt\"}",
            "{\"action\":null}",
            "{\"action\":{\"action\":[]}}",
            "{\"action\":\"enable\",\"by\":\"\\u0000\"}",
            "{\"action\":\"reset\",\"reason\":\"<script>\"}",
            "{\"action\":1e999}",
            "[".repeat(5_000),
            "{\"a\":".repeat(2_000),
            "\"\\ud800\"");

    /**
     * What came of it.
     *
     * @param byStatus how many requests by the status of their answer, 0 for those that got none
     * @param bad each request that was answered with an error of the server or with a stack trace, or not at all, with its answer
     */
    record Result(Map<Integer, Integer> byStatus, List<String> bad) {}

    private final Requests requests;
    private final String token;
    private final Random random;
    private final Map<Integer, Integer> byStatus = new TreeMap<>();
    private final List<String> bad = new ArrayList<>();

    ApiFuzz(Requests requests, String token, long seed) {
        this.requests = requests;
        this.token = token;
        this.random = new Random(seed);
    }

    Result run(int count) {
        for (int i = 0; i < count; i++) {
            if (i % 5 == 0) {
                unreadable();
            } else if (i % 200 == 1) {
                // each of them reads the ledger anew
                readable("/api/v1/ledger");
            } else {
                readable(path());
            }
        }
        return new Result(byStatus, bad);
    }

    private String path() {
        String path = any(PATHS);
        int what = random.nextInt(10);
        if (what == 0) {
            return path + "/" + encoded(text());
        }
        // a parameter in a path
        return what == 1 ? path.replace("moved", encoded(text())) : path;
    }

    private void readable(String path) {
        StringBuilder query = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            query.append(query.isEmpty() ? "?" : "&")
                    .append(any(NAMES))
                    .append('=')
                    .append(random.nextBoolean() ? "moved" : encoded(text()));
        }
        String body = random.nextBoolean() ? any(BODIES) : text();
        String method = any(METHODS);
        HttpRequest.Builder request =
                requests.of(path + query).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (random.nextBoolean()) {
            request.header("Authorization", random.nextBoolean() ? "Bearer " + token : "Bearer " + encoded(text()));
        }
        if (random.nextInt(4) == 0) {
            request.header(
                    "Content-Type",
                    any(List.of(
                            "application/json",
                            "text/plain",
                            "multipart/form-data; boundary=x",
                            "a/b;charset=nonsense")));
        }
        String what = method + " " + path + query + " " + body;
        try {
            HttpResponse<String> response = send(request);
            judge(what, response.statusCode(), response.body());
        } catch (UncheckedIOException e) {
            cutOff(what, e);
        }
    }

    /** The other side may hang up on what is no HTTP, or on a body that it did not ask for; it may not say nothing for ever. */
    private void cutOff(String request, UncheckedIOException failure) {
        byStatus.merge(0, 1, Integer::sum);
        if (failure.getCause() instanceof HttpTimeoutException
                || failure.getCause() instanceof SocketTimeoutException) {
            bad.add(request + " -> " + failure);
        }
    }

    /**
     * Once more if the connection was closed in between, as a server may do behind an error: the client may then wait in vain for an answer on it. A request
     * that the server hangs on gets none the second time either.
     */
    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return requests.send(request);
        } catch (UncheckedIOException e) {
            return requests.send(request);
        }
    }

    /** Bytes that are no request, or nearly one. */
    private void unreadable() {
        String request = any(METHODS) + any(List.of(" ", "  ", "\t", "")) + any(PATHS)
                + (random.nextInt(3) == 0 ? text() : "")
                + any(List.of(" HTTP/1.1", " HTTP/1.0", " HTTP/9.9", "")) + "\r\n"
                + any(List.of(
                        "Host: localhost\r\n", "Host: \r\n", "Host: a\r\nHost: b\r\n", "Host: " + text() + "\r\n", ""))
                + any(List.of("Connection: close\r\n", ""))
                + any(List.of(
                        "",
                        "Content-Length: -1\r\n",
                        "Content-Length: 10\r\n",
                        "Content-Length: 99999999999999\r\n",
                        "Transfer-Encoding: chunked\r\n",
                        text() + "\r\n",
                        "Authorization: Bearer " + token + "\r\n"))
                + any(List.of("\r\n", "\n", "")) + any(BODIES);
        try {
            String answer = requests.raw(request);
            Matcher status = STATUS.matcher(answer);
            // no answer at all is as good: what was sent was no whole request
            judge(request, status.lookingAt() ? Integer.parseInt(status.group(1)) : 0, answer);
        } catch (UncheckedIOException e) {
            cutOff(request, e);
        }
    }

    private void judge(String request, int status, String answer) {
        byStatus.merge(status, 1, Integer::sum);
        boolean isTrace = answer.contains("\tat ") || answer.contains("Exception");
        // 501, 505: the methods and versions of HTTP that there are not
        boolean isDefect = status >= 500 && status != 501 && status != 505;
        if (isTrace || isDefect) {
            bad.add(request + " -> " + status + " " + answer.substring(0, Math.min(500, answer.length())));
        }
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(20) == 0 ? 2_000 : 20); i > 0; i--) {
            text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0xd800) : 32 + random.nextInt(95)));
        }
        return text.toString();
    }
}
