package dev.gregor.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON Schema of a configuration, for completion in editors, generated from the model. */
public final class ConfigSchema {
    private ConfigSchema() {}

    /** The schema, draft 2020-12, with the parameters of these faults; the same text for the same model. */
    public static String generate(FaultTypes faults) {
        Definitions definitions = new Definitions();
        ObjectNode root = new Shapes(faults).ofRecord(GregorConfig.class).schema(definitions);
        ObjectNode schema = Definitions.object()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "A configuration of Gregor");
        schema.setAll(root);
        schema.set("$defs", definitions.all());
        try {
            return new ObjectMapper().writer(printer()).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can always be written", e);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }
}
