package dev.gregor.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.divergence.ControlEvent;
import dev.gregor.runtime.ConfigState;
import dev.gregor.runtime.Proxy;
import dev.gregor.runtime.Switchboard;
import dev.gregor.runtime.UnknownExperiment;
import dev.gregor.view.ExperimentView;
import dev.gregor.view.FaultWindow;
import dev.gregor.view.LedgerFilter;
import dev.gregor.view.SwitchView;
import dev.gregor.view.View;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The API under {@code /api/v1}; {@code openapi.json} beside this class describes it. */
final class Api {
    static final String ROOT = "/api/v1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_NAME = 100;

    private final Proxy proxy;
    private final View view;
    private final Supplier<ConfigState> configuration;
    private final Access access;

    Api(Proxy proxy, View view, Supplier<ConfigState> configuration, Access access) {
        this.proxy = proxy;
        this.view = view;
        this.configuration = configuration;
        this.access = access;
    }

    void handle(RoutesConfig routes) {
        routes.get(ROOT + "/experiments", context -> {
            Parameters.allow(context);
            answer(context, experiments());
        });
        routes.get(ROOT + "/experiments/{name}", context -> {
            Parameters.allow(context);
            answer(context, experiment(context.pathParam("name")));
        });
        routes.post(ROOT + "/experiments/{name}/switch", this::turn);
        routes.post(ROOT + "/switch", this::turnAll);
        routes.get(ROOT + "/switches", context -> {
            Parameters.allow(context);
            answer(context, new SwitchesAnswer(view.switches(), view.audit()));
        });
        routes.get(ROOT + "/verdicts", context -> {
            Parameters.allow(context);
            answer(context, new VerdictsAnswer(view.verdicts().values()));
        });
        routes.get(ROOT + "/verdicts/{name}", this::verdict);
        routes.get(ROOT + "/divergence", this::divergence);
        routes.get(ROOT + "/timeline", this::timeline);
        routes.get(ROOT + "/ledger", this::ledger);
        routes.get(ROOT + "/configuration", context -> {
            Parameters.allow(context);
            answer(context, configuration());
        });
        routes.get(ROOT + "/openapi.json", context -> {
            Parameters.allow(context);
            context.contentType("application/json").result(Resource.bytes("openapi.json"));
        });
    }

    record ExperimentsAnswer(
            String revision,
            String application,
            boolean canSwitch,
            @Nullable String whyNot,
            @Nullable SwitchView halted,
            ConfigState configuration,
            List<ExperimentView> experiments) {}

    record SwitchesAnswer(List<SwitchView> switches, List<SwitchView> audit) {}

    record VerdictsAnswer(Collection<JsonNode> verdicts) {}

    record DivergenceAnswer(String experiment, List<JsonNode> values) {}

    record TimelineAnswer(String experiment, long window, List<FaultWindow> faults) {}

    record ConfigurationAnswer(
            String file,
            String revision,
            long since,
            ConfigState.@Nullable Refusal refused,
            @Nullable String restart,
            String inForce,
            String yaml) {}

    /** All that the list of experiments shows. */
    ExperimentsAnswer experiments() {
        return new ExperimentsAnswer(
                proxy.revision(),
                proxy.application().id(),
                access.hasToken(),
                access.whyNoSwitches(),
                view.halted(),
                configuration.get(),
                view.experiments());
    }

    private ExperimentView experiment(String name) {
        return view.experiment(name).orElseThrow(() -> new UnknownExperiment(name, names()));
    }

    private List<String> names() {
        return view.experiments().stream().map(ExperimentView::name).toList();
    }

    private void turn(Context context) {
        Parameters.allow(context);
        JsonNode body = Parameters.body(context, "action", "reason", "by");
        Switchboard.Request request = Parameters.word(body, "action", Switchboard.Request.values());
        answer(
                context,
                SwitchView.of(proxy.board().turn(context.pathParam("name"), request, by(context, body), reason(body))));
    }

    private void turnAll(Context context) {
        Parameters.allow(context);
        JsonNode body = Parameters.body(context, "action", "reason", "by");
        Switchboard.Request request = Parameters.word(body, "action", Switchboard.Request.values());
        ControlEvent event = switch (request) {
            case HALT -> proxy.board().haltAll(by(context, body), reason(body));
            case RESET -> proxy.board().resetAll(by(context, body), reason(body));
            case ENABLE, DISABLE ->
                throw new Refusal(
                        400,
                        "'action' is '" + request.word() + "', which is for one experiment; expected halt or reset");
        };
        answer(context, SwitchView.of(event));
    }

    private static String by(Context context, JsonNode body) {
        String name = Parameters.text(body, "by", LONGEST_NAME);
        return (name.isEmpty() ? "somebody" : name) + " at " + context.ip() + ", by the API";
    }

    private static String reason(JsonNode body) {
        return Parameters.text(body, "reason", LONGEST_REASON);
    }

    private void verdict(Context context) {
        Parameters.allow(context);
        String name = context.pathParam("name");
        JsonNode verdict = view.verdicts().get(name);
        if (verdict == null) {
            experiment(name);
            throw new Refusal(404, "There is no verdict on '" + name + "' yet.");
        }
        answer(context, new VerdictsAnswer(List.of(verdict)));
    }

    private void divergence(Context context) {
        Parameters.allow(context, "experiment", "output", "measure", "arm");
        String experiment =
                experiment(Parameters.required(context, "experiment")).name();
        String output = Parameters.text(context, "output");
        String measure = Parameters.text(context, "measure");
        String arm = Parameters.text(context, "arm");
        answer(
                context,
                new DivergenceAnswer(
                        experiment,
                        view.divergence(experiment).stream()
                                .filter(each -> is(each, "output", output))
                                .filter(each -> is(each, "measure", measure))
                                .filter(each -> is(each, "arm", arm))
                                .toList()));
    }

    private static boolean is(JsonNode event, String field, @Nullable String expected) {
        return expected == null || event.path(field).asText().equals(expected);
    }

    private void timeline(Context context) {
        Parameters.allow(context, "experiment");
        String experiment =
                experiment(Parameters.required(context, "experiment")).name();
        answer(context, new TimelineAnswer(experiment, view.window(experiment), view.faults(experiment)));
    }

    private void ledger(Context context) {
        Parameters.allow(context, "experiment", "fault", "partition", "id", "limit", "before");
        LedgerFilter filter = new LedgerFilter(
                Parameters.text(context, "experiment"),
                Parameters.text(context, "fault"),
                Parameters.text(context, "partition"),
                Parameters.text(context, "id"));
        int limit = Parameters.number(context, "limit", 50, 1, 200);
        String before = context.queryParam("before");
        try {
            answer(context, view.ledger().read(filter, before == null || before.isEmpty() ? null : before, limit));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
    }

    private ConfigurationAnswer configuration() {
        ConfigState state = configuration.get();
        return new ConfigurationAnswer(
                state.file(),
                state.revision(),
                state.since(),
                state.refused(),
                state.restart(),
                proxy.revision(),
                proxy.excerpt());
    }

    static String json(Object answer) {
        try {
            return JSON.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer did not become JSON", e);
        }
    }

    private static void answer(Context context, Object answer) {
        context.contentType("application/json").result(json(answer));
    }
}
