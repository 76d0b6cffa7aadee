using Quintet.Templates.Tags;

namespace Quintet.Templates;

/// <summary>The libraries that come with the template language.</summary>
public static class BuiltinLibraries
{
    /// <summary>Always there, without <c>load</c>.</summary>
    public static TagLibrary Default { get; } = new("", BuiltinTags.All, BuiltinFilters.All);

    /// <summary><c>load cache</c>.</summary>
    public static TagLibrary Cache { get; } = new("cache", BuiltinTags.Cache, []);

    /// <summary><c>load static</c>.</summary>
    public static TagLibrary Static { get; } = new("static", BuiltinTags.Static, []);

    /// <summary><c>load humanize</c>.</summary>
    public static TagLibrary Humanize { get; } = new("humanize", [], BuiltinFilters.Humanize);

    public static IReadOnlyList<TagLibrary> All { get; } = [Default, Cache, Humanize, I18nLibraries.I18n, I18nLibraries.L10n, Static, I18nLibraries.Tz];
}

/// <summary>The table of the built-in tags.</summary>
public static class BuiltinTags
{
    public static IReadOnlyList<TagInfo> All { get; } =
    [
        new("autoescape", "autoescape on|off", "Turns escaping of variables on or off up to `endautoescape`.") { EndTag = "endautoescape", FirstArgument = ArgumentRole.Keyword, Keywords = ["on", "off"], Compile = AutoescapeTag.Compile },
        new("block", "block name", "A part that templates which extend this one may replace. `{{ block.super }}` is the replaced content. `endblock` may repeat the name.") { EndTag = "endblock", EndTakesName = true, FirstArgument = ArgumentRole.BlockName, Compile = BlockTag.Compile },
        new("comment", "comment [note]", "Leaves out everything up to `endcomment`.") { EndTag = "endcomment", IsRaw = true, Compile = CommentTag.Compile },
        new("csrf_token", "csrf_token", "A hidden field for a form that is sent by POST to the own site: the proof that the form is the site's. Its value is the variable `csrf_token`.") { Compile = CsrfTokenTag.Compile },
        new("cycle", "cycle value value… [as name [silent]] | cycle name", "Each time it is reached, writes the next of its values, from the first again after the last. With `as`, the value is a variable too, and `cycle name` goes on with the same values; with `silent`, nothing is written.") { FirstArgument = ArgumentRole.Expression, Keywords = ["as", "silent"], Compile = CycleTag.Compile },
        new("debug", "debug", "Shows all variables and the assemblies that are loaded. Nothing unless `Debug` is on.") { Compile = DebugTag.Compile },
        new("extends", "extends \"template\"", "This template fills the blocks of another one. Must be the first tag. Takes a quoted name, relative where it begins with `./` or `../`, or a variable: a name or a template.") { FirstArgument = ArgumentRole.TemplateName, Compile = ExtendsTag.Compile },
        new("filter", "filter name[:argument]|name…", "Its content goes through filters: `filter force_escape|lower`. For `escape` and `safe` there is `autoescape`.") { EndTag = "endfilter", FirstArgument = ArgumentRole.Filters, Compile = FilterTag.Compile },
        new("firstof", "firstof value value… [as name]", "Writes the first value that is true; nothing where none is. With `as`, it becomes a variable instead.") { FirstArgument = ArgumentRole.Expression, Keywords = ["as"], Compile = FirstOfTag.Compile },
        new("for", "for item in list [reversed]", "Repeats its content for each item; `empty` is shown where there is none. Items that are lists themselves are unpacked: `for key, value in dictionary.items`. Inside, `forloop.counter`, `counter0`, `revcounter`, `revcounter0`, `first`, `last`, `length` and `parentloop`.") { EndTag = "endfor", Branches = ["empty"], Keywords = ["in", "reversed"], Compile = ForTag.Compile },
        new("if", "if condition", "Shows its content where the condition is true. Operators, the loosest first: `or`, `and`, `not`, `in` and `not in`, then `is`, `is not`, `==`, `!=`, `<`, `>`, `<=`, `>=`. There are no parentheses.") { EndTag = "endif", Branches = ["elif", "else"], FirstArgument = ArgumentRole.Expression, Keywords = ["and", "or", "not", "in", "is"], Compile = IfTag.Compile },
        new("ifchanged", "ifchanged [value…]", "In a loop: shows its content where one of the values is not what it was in the round before; without values, where the content itself is not. `else` is shown where nothing changed.") { EndTag = "endifchanged", Branches = ["else"], FirstArgument = ArgumentRole.Expression, Compile = IfChangedTag.Compile },
        new("ifequal", "ifequal value value", "Shows its content where two values are equal. Old: `if a == b` says the same.") { EndTag = "endifequal", Branches = ["else"], FirstArgument = ArgumentRole.Expression, Compile = IfEqualTag.CompileEqual },
        new("ifnotequal", "ifnotequal value value", "Shows its content where two values are not equal. Old: `if a != b` says the same.") { EndTag = "endifnotequal", Branches = ["else"], FirstArgument = ArgumentRole.Expression, Compile = IfEqualTag.CompileNotEqual },
        new("include", "include \"template[#partial]\" [with name=value…] [only]", "Renders another template here, or one of its partials, with the variables of this one, and those after `with`; with `only`, nothing but those. A variable may be a name, a list of names of which the first that exists is taken, or a template.") { FirstArgument = ArgumentRole.TemplateName, Keywords = ["with", "only"], Compile = IncludeTag.Compile },
        new("load", "load library… | load name… from library", "Makes the tags and filters of libraries available, or only some of one's.") { FirstArgument = ArgumentRole.Library, Keywords = ["from"], Compile = LoadTag.Compile },
        new("lorem", "lorem [count] [w|p|b] [random]", "Text to fill a page with: words (`w`), paragraphs in `<p>` (`p`) or plain ones (`b`). With `random`, it does not begin with “Lorem ipsum”.") { FirstArgument = ArgumentRole.Expression, Keywords = ["w", "p", "b", "random"], Compile = LoremTag.Compile },
        new("now", "now \"format\" [as name]", "Writes the current date and time, formatted as by the filter `date`. With `as`, it becomes a variable instead.") { Keywords = ["as"], Compile = NowTag.Compile },
        new("partial", "partial name", "Renders a partial of this template, which may be defined further down.") { FirstArgument = ArgumentRole.PartialName, Compile = PartialTag.Compile },
        new("partialdef", "partialdef name [inline]", "A part of this template with a name, for `partial name`, `include \"template#name\"` and views, which may render `template#name` alone. It is not shown where it stands, unless `inline`. `endpartialdef` may repeat the name.") { EndTag = "endpartialdef", EndTakesName = true, FirstArgument = ArgumentRole.PartialDefinition, Keywords = ["inline"], Compile = PartialDefTag.Compile },
        new("querystring", "querystring [mapping…] [name=value…] [as variable]", "The query string of the request with changes, from `?` on: `querystring page=2`. `None` removes a name, a list gives a name several values. Starts from the mappings instead, where there are some.") { FirstArgument = ArgumentRole.Expression, Keywords = ["as"], Compile = QueryStringTag.Compile },
        new("regroup", "regroup list by attribute as name", "Makes groups of neighbouring items whose attribute is the same. Each has `grouper`, the common value, and `list`. The list should be sorted by that attribute.") { FirstArgument = ArgumentRole.Expression, Keywords = ["by", "as"], Compile = RegroupTag.Compile },
        new("resetcycle", "resetcycle [name]", "Lets a cycle begin with its first value again: the one of that name, else the last `cycle` above.") { FirstArgument = ArgumentRole.CycleName, Compile = ResetCycleTag.Compile },
        new("spaceless", "spaceless", "Removes the blanks between HTML tags.") { EndTag = "endspaceless", Compile = SpacelessTag.Compile },
        new("templatetag", "templatetag name", "Writes the characters that tags are made of: `openblock` is `{%`, and so on.") { FirstArgument = ArgumentRole.Keyword, Keywords = TemplateTagTag.Names, Compile = TemplateTagTag.Compile },
        new("url", "url 'name' [argument…] [key=value…] [as variable]", "The path of a URL name, with its arguments. With `as`, it becomes a variable, which is empty where there is no such URL.") { FirstArgument = ArgumentRole.UrlName, Keywords = ["as"], Compile = UrlTag.Compile },
        new("verbatim", "verbatim [name]", "Shows its content as it stands, delimiters included. `verbatim name` ends at `endverbatim name`.") { EndTag = "endverbatim", IsRaw = true, Compile = VerbatimTag.Compile },
        new("widthratio", "widthratio value maximum width [as name]", "A width in proportion, as a whole number: value / maximum × width.") { FirstArgument = ArgumentRole.Expression, Keywords = ["as"], Compile = WidthRatioTag.Compile },
        new("with", "with name=value… | with value as name [and value as name…]", "Gives values names, up to `endwith`.") { EndTag = "endwith", Keywords = ["as", "and"], Compile = WithTag.Compile },
    ];

    /// <summary>The tags of <c>load cache</c>.</summary>
    public static IReadOnlyList<TagInfo> Cache { get; } =
    [
        new("cache", "cache seconds name [value…] [using=\"cache\"]", "Keeps its content as it was rendered, for so many seconds, `None` for ever; one for each combination of the values. `using` names the cache.") { EndTag = "endcache", FirstArgument = ArgumentRole.Expression, Keywords = ["using="], Compile = CacheTag.Compile },
    ];

    /// <summary>The tags of <c>load static</c>.</summary>
    public static IReadOnlyList<TagInfo> Static { get; } =
    [
        new("get_media_prefix", "get_media_prefix [as variable]", "What the URLs of uploaded files begin with: `MediaUrl`.") { Keywords = ["as"], Compile = PrefixTag.CompileMedia },
        new("get_static_prefix", "get_static_prefix [as variable]", "What the URLs of static files begin with: `StaticUrl`.") { Keywords = ["as"], Compile = PrefixTag.CompileStatic },
        new("static", "static 'path' [as variable]", "The URL of a static file.") { FirstArgument = ArgumentRole.StaticPath, Keywords = ["as"], Compile = StaticTag.Compile },
    ];
}
