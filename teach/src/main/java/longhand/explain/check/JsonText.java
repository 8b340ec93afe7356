package longhand.explain.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The only member of an object in JSON, {@code {"loss": 0.5}}, and the answer beside members that tell whose it is. */
final class JsonText {
    private static final String ANSWER = "answer";
    private static final Pattern OBJECT = Pattern.compile("\\{\\s*+[\"'][^\"'\\n]{1,60}[\"']\\s*+:");
    /** What Markdown puts around it. */
    private static final Pattern FENCE = Pattern.compile("^\\s{0,9}```(?:json)?(?=\\s)|```\\s{0,9}$");
    /** Members that say nothing about the numbers. */
    private static final Pattern KNOWN =
            Pattern.compile("(?i)student|name|id|matr\\w{0,12}|course|group|date|question|problem|task|exercise|version");
    /** A name without signs; others may change what they name. */
    private static final Pattern PLAIN_NAME = Pattern.compile("\\p{L}[\\p{L}\\d_ -]{0,40}");

    private JsonText() {}

    /**
     * The text without the object around its only number, text or array; a name that is known stays before it.
     *
     * @throws MatrixFormatException if there are several that may be the answer
     */
    static String plain(String text) {
        String object = FENCE.matcher(text).replaceAll("").strip();
        if (!object.endsWith("}") || !OBJECT.matcher(object).lookingAt()) {
            return text;
        }
        JsonNode node;
        try {
            node = MatrixFile.tree(object.indexOf('"') < 0 ? object.replace('\'', '"') : object);
        } catch (JsonProcessingException e) {
            return text;
        }
        List<Map.Entry<String, JsonNode>> members = node.properties().stream()
                .filter(member -> !KNOWN.matcher(member.getKey()).matches()).toList();
        if (members.size() > 1) {
            throw new MatrixFormatException("the JSON object has " + members.size() + " members, '"
                    + Quoted.of(members.get(0).getKey()) + "' and '" + Quoted.of(members.get(1).getKey())
                    + "' among them. Write only the answer, as {\"" + ANSWER + "\": [[0, 1], [2, 3]]}.");
        }
        return members.isEmpty() ? text : only(members.getFirst(), text);
    }

    private static String only(Map.Entry<String, JsonNode> member, String text) {
        JsonNode value = member.getValue();
        String name = member.getKey();
        if (!value.isArray() && !value.isNumber() && !value.isTextual()) {
            return text;
        }
        boolean plain = PLAIN_NAME.matcher(name).matches() && Operations.areNotIn(name);
        return name.equals(ANSWER) || plain && !Labels.isName(name + "=") ? MatrixFile.answer(value)
                : plain ? name + " = " + MatrixFile.answer(value) : text;
    }
}
