package io.github.koresimroutes.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/** Holds a message against docs/message.schema.json. */
final class MessageContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = schema();

    private MessageContract() {
    }

    private static JsonSchema schema() {
        try (InputStream in = Files.newInputStream(Path.of("docs/message.schema.json"))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What contradicts the schema; empty where the message keeps to it. */
    static List<String> problems(TextMessage message) throws JMSException, IOException {
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("jmsType", message.getJMSType());
        envelope.put("correlationId", message.getJMSCorrelationID());
        String group = message.getStringProperty("JMSXGroupID");
        if (group != null) {
            envelope.put("groupId", group);
        }
        ObjectNode properties = envelope.putObject("properties");
        for (String name : propertyNames(message)) {
            if (!name.startsWith("JMSX")) {
                JsonNode value = JSON.valueToTree(message.getObjectProperty(name));
                properties.set(name, value);
            }
        }
        envelope.set("body", JSON.readTree(message.getText()));
        return SCHEMA.validate(envelope).stream().map(Object::toString).toList();
    }

    static List<String> propertyNames(TextMessage message) throws JMSException {
        List<String> names = new ArrayList<>();
        Enumeration<?> all = message.getPropertyNames();
        while (all.hasMoreElements()) {
            names.add(all.nextElement().toString());
        }
        return names;
    }
}
