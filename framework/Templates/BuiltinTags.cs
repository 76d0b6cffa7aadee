using Quintet.Templates.Tags;

namespace Quintet.Templates;

/// <summary>The libraries that come with the template language.</summary>
public static class BuiltinLibraries
{
    /// <summary>Always there, without <c>load</c>.</summary>
    public static TagLibrary Default { get; } = new("", BuiltinTags.All, BuiltinFilters.All);

    /// <summary><c>load static</c>.</summary>
    public static TagLibrary Static { get; } = new("static", BuiltinTags.Static, []);

    public static IReadOnlyList<TagLibrary> All { get; } = [Default, Static];
}

/// <summary>The table of the built-in tags.</summary>
public static class BuiltinTags
{
    public static IReadOnlyList<TagInfo> All { get; } =
    [
        new("autoescape", "autoescape on|off", "Turns escaping of variables on or off up to `endautoescape`.") { EndTag = "endautoescape", Compile = AutoescapeTag.Compile },
        new("block", "block name", "A part that templates which extend this one may replace. `{{ block.super }}` is the replaced content.") { EndTag = "endblock", FirstArgument = ArgumentRole.BlockName, Compile = BlockTag.Compile },
        new("comment", "comment [note]", "Leaves out everything up to `endcomment`.") { EndTag = "endcomment", IsRaw = true, Compile = CommentTag.Compile },
        new("cycle", "cycle value value… [as name [silent]]", "Each time it is reached, writes the next of its values, from the first again after the last.") { FirstArgument = ArgumentRole.Expression, Compile = CycleTag.Compile },
        new("extends", "extends \"template\"", "This template fills the blocks of another one. Must be the first tag.") { FirstArgument = ArgumentRole.TemplateName, Compile = ExtendsTag.Compile },
        new("firstof", "firstof value value… [as name]", "Writes the first value that is true.") { FirstArgument = ArgumentRole.Expression, Compile = FirstOfTag.Compile },
        new("for", "for item in list [reversed]", "Repeats its content for each item; `empty` is shown where there is none. Inside, `forloop.counter`, `counter0`, `revcounter`, `revcounter0`, `first`, `last` and `parentloop`.") { EndTag = "endfor", Branches = ["empty"], Compile = ForTag.Compile },
        new("if", "if condition", "Shows its content where the condition is true. Operators: `or and not in`, `not in`, `is`, `is not`, `== != < > <= >=`.") { EndTag = "endif", Branches = ["elif", "else"], FirstArgument = ArgumentRole.Expression, Compile = IfTag.Compile },
        new("include", "include \"template\" [with name=value…] [only]", "Renders another template here, with the variables of this one, and those after `with`; with `only`, nothing but those.") { FirstArgument = ArgumentRole.TemplateName, Compile = IncludeTag.Compile },
        new("load", "load library… | load name… from library", "Makes a library's tags and filters available.") { FirstArgument = ArgumentRole.Library, Compile = LoadTag.Compile },
        new("now", "now \"format\" [as name]", "Writes the current date and time, formatted as by the filter `date`.") { Compile = NowTag.Compile },
        new("spaceless", "spaceless", "Removes the blanks between HTML tags.") { EndTag = "endspaceless", Compile = SpacelessTag.Compile },
        new("url", "url 'name' [argument…] [key=value…] [as variable]", "The path of a URL name, with its arguments.") { FirstArgument = ArgumentRole.UrlName, Compile = UrlTag.Compile },
        new("verbatim", "verbatim [name]", "Shows its content as it stands, delimiters included.") { EndTag = "endverbatim", IsRaw = true, Compile = VerbatimTag.Compile },
        new("with", "with name=value…", "Gives values names, up to `endwith`.") { EndTag = "endwith", Compile = WithTag.Compile },
    ];

    /// <summary>The tags of <c>load static</c>.</summary>
    public static IReadOnlyList<TagInfo> Static { get; } =
    [
        new("static", "static 'path' [as variable]", "The URL of a static file.") { FirstArgument = ArgumentRole.StaticPath, Compile = StaticTag.Compile },
    ];
}
