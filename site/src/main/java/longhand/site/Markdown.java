package longhand.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import longhand.explain.Html;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown with tables and formulas ($…$, $$…$$) as HTML; links lead to the pages of the site. */
final class Markdown {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(EXTENSIONS).build();
    /** Code, which holds no formulas, and formulas. */
    private static final Pattern CODE_OR_FORMULA = Pattern.compile(
            "(?ms)^```.*?^```|`[^`\n]+`|\\$\\$(?<display>.+?)\\$\\$|\\$(?=\\S)(?<inline>[^$]+?)(?<=\\S)\\$");
    private static final Pattern PLACE = Pattern.compile("formula(\\d+)place");
    private static final Pattern TITLE = Pattern.compile("(?m)^# (.+)$");

    private final SitePages pages;

    Markdown(SitePages pages) {
        this.pages = pages;
    }

    SitePages pages() {
        return pages;
    }

    /** The page of a Markdown file of the repository. */
    String page(Path source) throws IOException {
        String text = Files.readString(pages.repository().resolve(source));
        return Skeleton.page(title(text), pages.toTop(source), html(source, text));
    }

    /** The first heading, without marks. */
    static String title(String text) {
        Matcher title = TITLE.matcher(text);
        return title.find() ? title.group(1).replaceAll("[`*]", "") : "Longhand";
    }

    /** A text of that source. */
    String html(Path source, String text) {
        List<String> formulas = new ArrayList<>();
        String marked = CODE_OR_FORMULA.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(place(match, formulas)));
        Node document = PARSER.parse(marked);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                link.setDestination(pages.link(source, link.getDestination()));
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                image.setDestination(pages.link(source, image.getDestination()));
                visitChildren(image);
            }
        });
        String html = RENDERER.render(document).replace("<table>", "<div class=\"wide\"><table>")
                .replace("</table>", "</table></div>");
        return PLACE.matcher(html).replaceAll(place ->
                Matcher.quoteReplacement(formulas.get(Integer.parseInt(place.group(1)))));
    }

    /** Keeps Markdown away from a formula, whose stars and underscores mean something else. */
    private static String place(MatchResult match, List<String> formulas) {
        String display = match.group("display");
        String tex = display == null ? match.group("inline") : display;
        if (tex == null) {
            return match.group(); // code
        }
        formulas.add("<span class=\"formula\" data-display=\"" + (display != null) + "\">" + Html.escape(tex)
                + "</span>");
        return "formula" + (formulas.size() - 1) + "place";
    }
}
