package longhand.explain.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The only member of an object in JSON, {@code {"loss": 0.5}}, and the answer beside members that tell whose it is. */
final class JsonText {
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
     * The text of the only member of an object that can be the answer; or the text as it is.
     *
     * @throws MatrixFormatException if there are several, or if it is no JSON
     */
    static String plain(String text) {
        String object = FENCE.matcher(text).replaceAll("").strip();
        if (!object.endsWith("}") || !OBJECT.matcher(object).lookingAt()) {
            return text;
        }
        try {
            return answer(MatrixFile.tree(object.indexOf('"') < 0 ? object.replace('\'', '"') : object)).orElse(text);
        } catch (JsonProcessingException e) {
            throw none(e);
        }
    }

    /** The error for what is no JSON, or more than one object. */
    static MatrixFormatException none(JsonProcessingException e) {
        return new MatrixFormatException(e instanceof MismatchedInputException
                ? "something stands behind the JSON object. Write only the answer, as {\"answer\": [[0, 1], [2, 3]]}."
                : "this is not JSON: " + Quoted.of(e.getOriginalMessage()) + ".");
    }

    /** Whether a member is the shape of another one. */
    private static boolean isShape(Map.Entry<String, JsonNode> member, JsonNode object) {
        String sizes = member.getValue().toString();
        return member.getKey().equalsIgnoreCase("shape")
                && object.properties().stream().anyMatch(other -> other.getValue().path(0).isArray()
                && sizes(other.getValue()).equals(sizes));
    }

    private static String sizes(JsonNode array) {
        List<Integer> sizes = new ArrayList<>();
        for (JsonNode node = array; node.isArray(); node = node.path(0)) {
            sizes.add(node.size());
        }
        return sizes.toString().replace(" ", "");
    }

    /**
     * The same of an object that was read; empty if its member is no number, array or text, or has another name.
     *
     * @throws MatrixFormatException if there are several
     */
    static Optional<String> answer(JsonNode object) {
        List<Map.Entry<String, JsonNode>> members = object.properties().stream()
                .filter(member -> !KNOWN.matcher(member.getKey()).matches() && !isShape(member, object)).toList();
        if (members.size() > 1) {
            throw new MatrixFormatException("the JSON object has " + members.size() + " members, '"
                    + Quoted.of(members.get(0).getKey()) + "' and '" + Quoted.of(members.get(1).getKey())
                    + "' among them. Write only the answer, as {\"answer\": [[0, 1], [2, 3]]}.");
        }
        return members.stream().filter(member -> PLAIN_NAME.matcher(member.getKey()).matches()
                && Operations.areNotIn(member.getKey())).filter(member -> member.getValue().isArray()
                || member.getValue().isNumber() || member.getValue().isTextual())
                .map(member -> (SizeNames.isWidthFirst(member.getKey()) ? member.getKey() + " = " : "")
                + MatrixFile.answer(member.getValue())).findFirst();
    }
}
