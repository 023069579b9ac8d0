package dev.tombola.cli.figure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.DefaultStyleHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A figure as SVG, whose text stays text. */
final class SvgPicture {
    private static final String FONT_FAMILY = "font-family";

    private SvgPicture() {}

    static byte[] of(Figure figure) {
        var context = SVGGeneratorContext.createDefault(document());
        context.setComment("Drawn by tombola");
        context.setStyleHandler(new Styles());
        var g2 = new SVGGraphics2D(context, false);
        var size = figure.size();
        g2.setSVGCanvasSize(size);
        figure.draw(g2);
        var root = g2.getRoot();
        root.setAttribute("viewBox", "0 0 %d %d".formatted(size.width, size.height));
        return bytes(root);
    }

    /** Without Batik's own writer, which names a document type that readers might want to fetch. */
    private static byte[] bytes(Element root) {
        var bytes = new ByteArrayOutputStream();
        try {
            var transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.INDENT, "yes");
            transformer.setOutputProperty(OutputKeys.ENCODING, StandardCharsets.UTF_8.name());
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.transform(new DOMSource(root), new StreamResult(bytes));
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names the fonts that are as wide as the one that was measured, which a reader need not have. */
    private static final class Styles extends DefaultStyleHandler {
        @Override
        @SuppressWarnings({"rawtypes", "unchecked"}) // Batik's
        public void setStyle(Element element, Map style, SVGGeneratorContext context) {
            var named = new HashMap<Object, Object>(style);
            named.computeIfPresent(FONT_FAMILY, (_, _) -> Lettering.FAMILIES);
            super.setStyle(element, named, context);
        }
    }
}
