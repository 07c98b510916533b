package io.github.koresimroutes.dispatch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.koresimroutes.journal.Sent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The text of a baton: one JSON object. */
final class BatonJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int VERSION = 1;

    private BatonJson() {
    }

    static String write(Baton baton) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("journal", baton.journal());
            json.writeNumberField("lane", baton.lane());
            json.writeNumberField("lanes", baton.lanes());
            json.writeNumberField("epoch", baton.epoch());
            json.writeNumberField("sequence", baton.sequence());
            json.writeStringField("nonce", baton.nonce());
            if (baton.parent() != null) {
                json.writeStringField("parent", baton.parent());
            }
            write(json, "events", baton.events());
            write(json, "setAside", baton.setAside());
            write(json, "discarded", baton.discarded());
            if (baton.closing()) {
                json.writeBooleanField("closing", true);
            }
            if (baton.routes() != null) {
                json.writeStringField("routes", baton.routes());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String name, List<Sent> events)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Sent event : events) {
            json.writeStartArray();
            json.writeNumber(event.id());
            json.writeNumber(event.sendNumber());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** @throws IllegalArgumentException where the text is no baton of this version */
    static Baton read(String text) {
        String journal = null;
        String nonce = null;
        String parent = null;
        long version = 0;
        long lane = -1;
        long lanes = -1;
        long epoch = -1;
        long sequence = -1;
        List<Sent> events = null;
        List<Sent> aside = List.of();
        List<Sent> discarded = List.of();
        boolean closing = false;
        String routes = null;
        try (JsonParser json = JSON.createParser(text == null ? "" : text)) {
            expect(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "version" -> version = json.getLongValue();
                    case "journal" -> journal = json.getText();
                    case "lane" -> lane = json.getLongValue();
                    case "lanes" -> lanes = json.getLongValue();
                    case "epoch" -> epoch = json.getLongValue();
                    case "sequence" -> sequence = json.getLongValue();
                    case "nonce" -> nonce = json.getText();
                    case "parent" -> parent = json.getText();
                    case "events" -> events = events(json);
                    case "setAside" -> aside = events(json);
                    case "discarded" -> discarded = events(json);
                    case "closing" -> closing = json.getBooleanValue();
                    case "routes" -> routes = json.getText();
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not a baton", e);
        }
        expect(version == VERSION && journal != null && nonce != null && events != null);
        expect(lane >= 0 && lanes > lane && epoch >= 0 && sequence >= 0);
        expect((parent == null) == (sequence == 0));
        return new Baton(journal, (int) lane, (int) lanes, epoch, sequence, nonce, parent, events,
                aside, discarded, closing, routes);
    }

    private static List<Sent> events(JsonParser json) throws IOException {
        List<Sent> events = new ArrayList<>();
        expect(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_ARRAY) {
            expect(json.nextToken() == JsonToken.VALUE_NUMBER_INT);
            long id = json.getLongValue();
            expect(json.nextToken() == JsonToken.VALUE_NUMBER_INT);
            events.add(new Sent(id, json.getIntValue()));
            expect(json.nextToken() == JsonToken.END_ARRAY);
        }
        expect(json.currentToken() == JsonToken.END_ARRAY);
        return events;
    }

    private static void expect(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not a baton");
        }
    }
}
