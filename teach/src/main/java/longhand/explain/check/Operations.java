package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Words that say an operation, as in {@code twice:}, {@code divided by 9} or {@code Y (in %):}. A label or a short line
 * of nothing but such words, numbers, names and little words says what is still to be done with the numbers beside it.
 * With any other word it is a sentence, which explains something.
 */
final class Operations {
    private static final int LONGEST_LINE = 160;
    private static final int LONGEST_LABEL = 60;
    private static final int MOST_WORDS = 12;

    private static final Set<String> OPERATIONS = words("""
            times twice thrice double doubles doubled triple triples tripled quadruple quadrupled tenfold half
            halve halves halved thirds quarter quarters quartered tenths hundredth hundredths thousandth
            thousandths millionth millionths hundred hundreds thousand thousands million millions percent
            percents percentage percentages cent permille mille over divide divides divided multiply multiplies
            multiplied plus minus add adds added subtract subtracts subtracted negate negates negated negative
            negatives squared cubed root roots sqrt transpose transposed inverse invert inverted reverse
            reversed flip flipped mirrored rotated scaled factor rescaled normalise normalised normalize
            normalized standardised standardized log ln exp logarithm logarithms reciprocal reciprocals
            complement mal zweimal dreimal doppelt doppelte doppelten verdoppelt dreifach dreifache verdreifacht
            zehnfach halb halbe halber halben halbes halbiert h\u00E4lfte drittel viertel zehntel hundertstel
            tausendstel hundert tausend millionen prozent promille durch geteilt teilen dividiert dividieren
            multipliziert multiplizieren addiert addieren subtrahiert subtrahieren abgezogen negativ negative
            negiert quadriert quadrat wurzel quadratwurzel transponiert transponierte transponieren invers
            inverse invertiert umgekehrt gespiegelt gedreht faktor skaliert normiert normalisiert kehrwert
            kehrwerte sixths ninths fifths eighths sevenths swapped denominator nenner wrong correction edit instead
            korrektur falsch vertauscht fois multipli\u00E9 multipli\u00E9e multipli\u00E9s multiplier divis\u00E9
            divis\u00E9e divis\u00E9s diviser transpos\u00E9 transpos\u00E9e pourcent pourcentage moiti\u00E9
            absolute unnormalised unnormalized offset shifted rotate quadrieren betrag betr\u00E4ge
            dividing multiplying adding subtracting halving doubling negating transposing squaring
            mod modulo opposite umgekehrte umgekehrtem umgekehrten umgekehrter umgekehrtes umkehren umdrehen
            milli micro mikro nano pico kilo mega giga preactivation preactivations
            dixi\u00E8mes centi\u00E8mes milli\u00E8mes oppos\u00E9 oppos\u00E9e oppos\u00E9s oppos\u00E9es inverser
            invers\u00E9 invers\u00E9e invers\u00E9s invers\u00E9es transposer soustraire ajouter moins racine
            carr\u00E9 rev\u00E9s opuesto opuestos cambiado cambiada cambiados cambiadas restar sumar doble
            ra\u00EDz cuadrado transponer trasponer menos m\u00E1s
            moltiplicato moltiplicare diviso dividere trasposta trasposto
            percento met\u00E0 doppio vezes transposta metade dobro porcento vermenigvuldigd gedeeld maal keer helft
            veces entre multiplicado multiplicada multiplicar dividido dividida dividir transpuesta traspuesta
            porcentaje ciento mitad neg hex hexadecimal octal numerator numerators z\u00E4hler minuszeichen neuntel
            sechstel achtel f\u00FCnftel siebtel tausender tausendern hunderter hundertern""");
    private static final String ROWS = "(?:rows?|lines?|columns?|zeilen?|spalten?)";
    /** {@code rows are columns}. */
    private static final String TURNED = "\\b" + ROWS + "(?: = | (?:are|is|as|for|to|instead of|sind|ist|als|statt) )(?:the |a |die |eine )?" + ROWS + "\\b"
            + "|\\bfrom bottom to top\\b|\\bfrom right to left\\b|\\bvon unten nach oben\\b|\\bvon rechts nach links\\b";
    /** {@code signs changed}, {@code with the other sign}. */
    private static final String SIGNS = "\\b(?:chang\\p{L}{0,4}|switch\\p{L}{0,4}|swap|opposite|other|anderes|anderem|wechsel\\p{L}{0,2}) (?:of )?(?:the |all )?(?:signs?|vorzeichen)\\b"
            + "|\\b(?:signs?|vorzeichen|signes?|signos?) (?:to |must |have to |has to |need to |needs to |be |are |is |noch |muss |m\u00FCssen |sind |ist ){0,3}(?:chang\\p{L}{0,4}|switch\\p{L}{0,4}|wechseln|\u00E4ndern|tauschen|ge\u00E4ndert|gewechselt)\\b";
    /** {@code before ReLU}, {@code without bias}: the last operation is not carried out. */
    private static final String LAST = "(?:relus?|activations?|aktivierung|softmax|sigmoid|tanh|bias(?:es)?|b)";
    private static final String LEFT_UNDONE = "\\b(?:before|without|excluding|omitting|no|vor|ohne|kein|keine|sans|avant|sin|antes de) (?:(?:adding|applying|taking|any|the|der|den|die|dem|das|le|la|el) ){0,3}"
            + "(?:" + LAST + "|minus(?: signs?)?|signs?|pooling|normali[sz]ation|normalisierung|batch ?norm|division|dividing|scaling|multiplying|averaging|summing|subtracting|squaring|transpos\\p{L}{1,6})\\b"
            + "|\\b(?:not yet|noch nicht) (?:rectified|activated|aktiviert|pooled|summed|averaged|final|done|finished|complete|fertig)\\b|\\bpre-activations?\\b"
            + "|\\b(?:then|apply|followed by|dann|danach|noch) (?:the |die )?(?:relu|softmax|sigmoid|tanh)\\b";
    private static final String MISSING = "\\b(?:" + LAST + "|(?:minus )?signs?) (?:(?:is|are|ist|sind|noch|still|not|yet|nicht) ){0,3}(?:missing|omitted|forgotten|left out|fehlt|fehlen|vergessen|(?<=(?:not|yet|nicht) )(?:added|applied|addiert|angewendet))\\b"
            + "|\\b(?:forgot|needs?|missing|fehlt|vergessen) (?:(?:to|add|apply|the|die|der|das|noch) ){0,3}" + LAST + "\\b";
    private static final String SCALE = "\\blog(?:arithmic)?[- ]scale\\b|\\bin db\\b|\\bbase \\d{1,2}\\b|\\bfortran(?:[- ]order)?\\b|\\border ?[=:] ?(?:'?f'?(?!\\p{L})|columns?\\b)";
    /** Words of languages whose endings or letters are not told apart here. */
    private static final Pattern STEMS = Pattern.compile("[\u4E58\u9664\u52A0\u51CF\u6E1B\u500D\u5272]|[\u8F6C\u8F49\u8EE2]\u7F6E|\u767E\u5206|\u5E73\u65B9|\u5F00\u65B9|\u53D6\u53CD|\u76F8\u53CD|\u639B\u3051"
            + "|\u0443\u043C\u043D\u043E\u0436|\u0440\u0430\u0437\u0434\u0435\u043B|\u043F\u043E\u0434\u0435\u043B|\u0434\u0435\u043B\u0438\u0442|\u0442\u0440\u0430\u043D\u0441\u043F\u043E\u043D|\u043F\u0440\u043E\u0446\u0435\u043D\u0442|\u0432\u044B\u0447\u0435\u0441|\u043F\u0440\u0438\u0431\u0430\u0432|\u043A\u0432\u0430\u0434\u0440\u0430\u0442|\u043C\u0438\u043D\u0443\u0441|\u043F\u043B\u044E\u0441");
    private static final int LONGEST_OF_STEMS = 40;
    /** A thousand or a thousandth of what the numbers say. */
    private static final Pattern UNIT = Pattern.compile("\\s*[(\\[]?\\s*(?:[k\u00B5\u03BC]|(?i:in|units?|einheit(?:en)?)[ :=]{1,3}[kmMGn\u00B5\u03BC])\\s*[)\\]]?[.:]?\\s*");
    /** {@code replace 37 by 38}, {@code I mean 38}, {@code 20 not 19}. */
    private static final Pattern CORRECTION = Pattern.compile("\\breplace(?= -?\\d)|\\bi (?:mean|meant)(?= -?\\d)|(?<=\\d )should (?:be|read)(?= -?\\d)|(?<=\\d,? )not(?= -?\\d)|\\binstead of(?= -?\\d)");
    private static final Pattern CAMEL_CASE = Pattern.compile("(?<=\\p{Ll}{2})(?=\\p{Lu})");
    /** Operations only where {@code of} stands behind them, or {@code in} before: a third row is none. */
    private static final Pattern PHRASE = Pattern.compile(
            "\\b\\d{1,3}/\\d{1,4} of\\b|\\b(?:third|fifth|tenth|square|cube|exponential|multiple)s? of\\b|\\b(?:in|the) units?\\b|\\bunits? of\\b|\\beinheit(?:en)? (?:von|sind|ist)\\b|\\bin einheiten\\b"
            + "|" + TURNED + "|" + SIGNS + "|" + LEFT_UNDONE + "|" + MISSING + "|" + SCALE + "|^(?:per|par|por) (?=\\d)"
            + "|\\b(?:columns?|bottom|last|spalten?)(?: row)? first\\b|\\bcolumn[- ](?:major|by[- ]column|order)\\b|\\bby columns?\\b|\\bupside[- ]down\\b|\\bspaltenweise\\b");
    /** Names that have such words in them. */
    private static final Pattern NO_OPERATION = Pattern.compile("\\b(?:squared|(?:negative )?log)[ -](?=(?:loss(?:es)?|errors?|likelihood)\\b)|\\broot (?=mean\\b)");
    private static final Set<String> LITTLE = words("""
            a an the this that these those all each every everything any of to by with from for in as at on per
            and or then now again also only just still yet not must should need needs has have had is are was
            were be been it its them they here below above following common so my our your i we whole please
            note remember unit square matrix matrices array arrays tensor where read vector value values number numbers
            entry entries element elements row rows result results answer answers output outputs loss losses
            gradient gradients bias mean constant eps one two three four five six seven eight nine ten sign alle
            alles allen jede jeder jedes der die das dem den des ein eine einer eines von vom im mit zu zum auf
            aus und dann noch nicht ist sind war wird werden wurde wurden hier nun jetzt mein meine ganze wert
            werte werten zahl zahlen zeile zeilen ergebnis ergebnisse antwort ausgabe eintrag eintr\u00E4ge zwei
            fehlt fehlen missing degrees convention signs vorzeichen signe signes signo signos cell cells zelle
            zellen everywhere \u00FCberall pixel pixels position positions units einheit einheiten
            drei vier f\u00FCnf zehn jeweils je muss m\u00FCssen m\u00FCsste sollen angaben angabe give given gave
            written wrote forgot need needing columns spalten statt order learning rate lr batch size common with
            par pour le la les tout tous toutes chaque valeurs valeur en il faut encore \u00E0 du des au toute
            sechs sieben acht neun deux trois quatre cinq neuf dix dos tres cuatro cinco nueve diez sorry oops
            por al del con el los las todo todos cada valores valor hay que""");
    private static final Set<String> COUNTS = words("one two three four five six seven eight nine ten zwei drei vier");
    /** Between two names or two numbers they make a formula of the question: X times K. */
    private static final Set<String> BINARY = words("times plus minus over divided multiplied mal durch geteilt");
    private static final Set<String> BEHIND_BINARY = words("by with durch mit");

    private static final String POWER = "(?:e[-+]\\d{1,3}(?!\\d)|(?:[x\u00D7] ?)?10 ?\\^ ?[{(]?[-+]?\\d{1,3}[)}]?|(?<![\\d.] {0,2})[x\u00D7] ?10(?:00?)?(?!\\d)|1e[-+]?\\d{1,2}(?!\\d))";
    private static final String NAME = "(?:d?[a-z]\\d{0,2}|[a-z]_\\{?[a-z\\d]{1,3}\\}?)(?![\\p{L}\\d_])";
    private static final Pattern NAMED = Pattern.compile(NAME);
    /** What such a line is made of; punctuation and markup between it is passed over. */
    private static final Pattern PART = Pattern.compile("[\\s:=,.;()\\[\\]{}!*#>_~\"-]*(?:(?<power>" + POWER + ")|(?<percent>[%\u2030])|(?<number>" + Numbers.LOOSE
            + ")|(?<word>" + NAME + "|\\p{L}{1,20}))[\\s:=,.;()\\[\\]{}!*#>_~\"-]*");
    private static final Pattern LEADING_SIGN = Pattern.compile("\\s*(?:(?:all|each|everything|alle|alles|jeweils|je) )?[+/\u00D7\u00F7\u00B7\u22C5\u2219\u2217](?=[^=]*[\\p{L}\\d])");
    /** {@code Y = X times K}: what is computed, and not what is to be done. */
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*[a-z]\\w{0,20} ?:?=[^=]*[^=:\\s][^=]*(?<!:)\\s*");
    private static final Pattern REMARK = Pattern.compile("\\(([^()]{1,60})\\)|\\[([^\\[\\]]{1,60})\\]|\\s(in [^()\\[\\]]{1,40})$");
    private static final Pattern COMMENT_SIGNS = Pattern.compile("^\\s*(?:#+|//+|%+|/\\*+|<!--)|(?:\\*/|-->)\\s*$");
    private static final Pattern LABEL = Pattern.compile("([^:=]{1," + LONGEST_LABEL + "})(?::=|[:=\u2248])");

    private Operations() {}

    private static Set<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    /** A text in small letters, with a blank within {@code minusLoss} if it is no longer than that. */
    private static String words(String text, int longest) {
        return (text.length() > longest ? text : CAMEL_CASE.matcher(text).replaceAll(" ")).toLowerCase(Locale.ROOT);
    }

    /** Whether a line that is no row of numbers says an operation, or a remark in it. */
    static boolean areSaid(String line) {
        String small = words(line.strip(), LONGEST_LINE);
        boolean stems = small.length() <= LONGEST_OF_STEMS && STEMS.matcher(small).find();
        return stems || small.length() <= LONGEST_LINE && (isNothingElse(small)
                || REMARK.matcher(small.replaceFirst("[:=.]+$", ""))
                .results().anyMatch(remark -> isNothingElse(Beside.group(remark))));
    }

    /** Whether a line is a unit that scales the numbers beside it, and nothing else. */
    static boolean isUnit(String line) {
        return line.length() <= LONGEST_LABEL && UNIT.matcher(line).matches();
    }

    /** Whether a label holds no such word at all, but for the names of losses. */
    static boolean areNotIn(String label) {
        String names = NO_OPERATION.matcher(words(label, LONGEST_LINE)).replaceAll("");
        return !PHRASE.matcher(names).find() && Arrays.stream(names.split("[^\\p{L}]+")).noneMatch(OPERATIONS::contains);
    }

    /** Whether a comment says one; its sign alone does if that is a percent sign. */
    static boolean areSaidByComment(String comment) {
        String text = COMMENT_SIGNS.matcher(comment).replaceAll("");
        return text.isBlank() ? comment.indexOf('%') >= 0 : areSaid(text);
    }

    /** Whether what stands before the first colon or equals sign of a line says one. */
    static boolean areSaidByLabel(String line) {
        Matcher label = LABEL.matcher(line);
        return label.lookingAt() && areSaid(label.group(1));
    }

    private static boolean isNothingElse(String text) {
        String corrected = CORRECTION.matcher(text).replaceAll("wrong ");
        String phrases = NO_OPERATION.matcher(PHRASE.matcher(corrected).replaceAll("times ")).replaceAll("");
        Matcher sign = LEADING_SIGN.matcher(phrases);
        boolean signed = sign.lookingAt();
        Matcher part = PART.matcher(phrases).useTransparentBounds(true)
                .region(signed ? sign.end() : 0, phrases.length());
        boolean said = signed;
        List<String> words = new ArrayList<>();
        while (part.lookingAt() && words.size() <= MOST_WORDS) {
            String word = part.group("word");
            boolean operation = part.group("power") != null || part.group("percent") != null
                    || word != null && OPERATIONS.contains(word);
            if (word != null && !operation && !LITTLE.contains(word) && !NAMED.matcher(word).matches()) {
                return false;
            }
            said |= operation;
            words.add(word == null ? "" : word);
            part.region(part.end(), phrases.length());
        }
        boolean all = part.regionStart() == phrases.length() && !words.isEmpty();
        return said && all && !isFormula(phrases, words);
    }

    private static boolean isOperand(String part) {
        return isNumber(part) || NAMED.matcher(part).matches();
    }

    private static boolean isNumber(String part) {
        return part.isEmpty() || COUNTS.contains(part);
    }

    /** Whether something is computed that is named: X times K, two times three. */
    private static boolean isFormula(String text, List<String> words) {
        List<String> parts = words.stream().filter(word -> !BEHIND_BINARY.contains(word) || BINARY.contains(word))
                .toList();
        boolean between = IntStream.range(1, parts.size() - 1).anyMatch(i -> BINARY.contains(parts.get(i))
                && isNumber(parts.get(i - 1)) == isNumber(parts.get(i + 1))
                && isOperand(parts.get(i - 1)) && isOperand(parts.get(i + 1)));
        String last = words.getLast();
        boolean open = OPERATIONS.contains(last) || last.equals("of");
        return between || !open && ASSIGNMENT.matcher(text).matches();
    }
}
