using Quintet;
using Quintet.Localization;
using Quintet.Templates;
using Quintet.Templates.Syntax;

namespace TemplatesTests.I18n;

public class TranslationTests
{
    [Theory]
    [InlineData("{% translate 'Welcome' %} {% trans \"Welcome\" %}", "Willkommen Willkommen")]
    [InlineData("{{ _('Welcome') }} {{ _(\"Welcome\")|upper }} {{ 'x'|add:_('Welcome') }}", "Willkommen WILLKOMMEN xWillkommen")]
    [InlineData("{% if _('Welcome') == 'Willkommen' %}same{% endif %}", "same")]
    [InlineData("{% with title=_('Welcome') %}{{ title }}{% endwith %}", "Willkommen")]
    [InlineData("{% translate word %} {% translate word noop %} {% translate 'Welcome' noop %}", "Willkommen Welcome Welcome")]
    [InlineData("{% translate 'Welcome'|lower %}", "willkommen")]
    [InlineData("{% translate 'Welcome' as title %}[{{ title }}]", "[Willkommen]")]
    [InlineData("{% translate 'Order' context 'verb' %} {% translate 'Order' context 'verb' as x %}{{ x }}", "Bestellen Bestellen")]
    [InlineData("{% translate '50% off' %} {{ _('50% off') }}", "50% billiger 50%% billiger")]
    [InlineData("{% translate html %} {% translate '<b>bold</b>' %}", "&lt;b&gt;fett&lt;/b&gt; <b>fett</b>")]
    [InlineData("{% translate missing %}|{% translate missing as x %}{{ x }}|", "||")]
    [InlineData("{{ january }} {{ january|upper }} {% if january == 'Januar' %}same{% endif %} {{ 'x'|add:january }}", "Januar JANUAR same xJanuar")]
    public void Texts(string text, string expected) => Assert.Equal(expected, Project.Render(text, "de"));

    [Theory]
    [InlineData("{% blocktranslate with rate=two %}Hello {{ name }}, {{ rate }}%{% endblocktranslate %}", "Hallo &lt;x&gt;, 2%")]
    [InlineData("{% blocktrans with two as rate and word as name %}Hello {{ name }}, {{ rate }}%{% endblocktrans %}", "Hallo Welcome, 2%")]
    [InlineData("{% blocktranslate count n=one %}{{ n }} book{% plural %}{{ n }} books{% endblocktranslate %}", "1 Buch")]
    [InlineData("{% blocktranslate count n=codes|length %}{{ n }} book{% plural %}{{ n }} books{% endblocktranslate %}", "2 Bücher")]
    [InlineData("{% blocktranslate count n=half %}{{ n }} book{% plural %}{{ n }} books{% endblocktranslate %}", "1,5 Bücher")]
    [InlineData("{% blocktranslate count n=five context 'of a library' %}{{ n }} book{% plural %}{{ n }} books{% endblocktranslate %}", "5 Bände")]
    [InlineData("{% blocktranslate count n=one context 'none' %}{{ n }} book{% plural %}{{ n }} books{% endblocktranslate %}", "1 book")]
    [InlineData("{% blocktranslate trimmed %}\n  a\n  b\n{% endblocktranslate %}", "A B")]
    [InlineData("{% blocktranslate %}wrong {{ name }}{% endblocktranslate %}", "wrong &lt;x&gt;")]
    [InlineData("{% blocktranslate %}wrong {{ name }} percent{% endblocktranslate %}", "wrong &lt;x&gt; percent")]
    [InlineData("{% blocktranslate asvar x %}Hello {{ name }}, {{ rate }}%{% endblocktranslate %}[{{ x }}]", "[Hallo &lt;x&gt;, 1234,5%]")]
    [InlineData("{% blocktranslate %}Hello {{ nobody }}{% endblocktranslate %}!", "Hello !")]
    [InlineData("{% autoescape off %}{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}{% endautoescape %}", "Hello <x>")]
    [InlineData("{% blocktranslate with n=five %}{{ n }}{% endblocktranslate %}{{ n }}", "5")]
    [InlineData("<% blocktranslate %>100% <% endblocktranslate %>", "100% ")]
    public void Blocks(string text, string expected) => Assert.Equal(expected, Project.Render(text, "de"));

    [Theory]
    [InlineData("one", "1 książka")]
    [InlineData("two", "2 książki")]
    [InlineData("five", "5 książek")]
    public void Polish_counts_in_its_own_way(string number, string expected) =>
        Assert.Equal(expected, Project.Render($"{{% blocktranslate count n={number} %}}{{{{ n }}}} book{{% plural %}}{{{{ n }}}} books{{% endblocktranslate %}}", "pl"));

    [Theory]
    [InlineData("{% get_current_language as l %}{{ l }} {% get_current_language_bidi as b %}{{ b }}", "de False")]
    [InlineData("{% language 'ar' %}{% get_current_language_bidi as b %}{{ b }} {{ day }} {{ rate }}{% endlanguage %} {{ rate }}", "True 3 يوليو، 2026 1234,5 1234,5")]
    [InlineData("{% language None %}{% translate 'Welcome' %} {{ day }} {% get_current_language as l %}{{ l }}{% endlanguage %} {{ day }}", "Welcome July 3, 2026 None 3. Juli 2026")]
    [InlineData("{% language 'fr' %}{{ january }} {{ 1.5 }}{% endlanguage %} {{ january }}", "janvier 1,5 Januar")]
    [InlineData("{% get_language_info for 'de' as i %}{{ i.code }} {{ i.name }} {{ i.name_local }} {{ i.name_translated }} {{ i.bidi }}", "de German Deutsch Deutsch False")]
    [InlineData("{% get_language_info_list for codes as infos %}{% for i in infos %}{{ i.name }} {{ i.bidi }};{% endfor %}", "German False;Hebrew True;")]
    [InlineData("{% get_language_info_list for pairs as infos %}{% for i in infos %}{{ i.name }}{% endfor %}", "German")]
    [InlineData("{{ 'fr'|language_name }} {{ 'fr'|language_name_local }} {{ 'fr'|language_name_translated }} {{ 'he'|language_bidi }}", "French français Französisch True")]
    public void Languages(string text, string expected) => Assert.Equal(expected, Project.Render(text, "de"));

    [Fact]
    public void Available_languages_have_names_in_the_language_in_force()
    {
        var locales = new Locales(Project.Options with { Languages = [new("de", "German"), new("en", "English")] });
        Assert.Equal("de=Deutsch en=Englisch ", Project.Render("{% get_available_languages as all %}{% for code, name in all %}{{ code }}={{ name }} {% endfor %}", "de", locales));
    }

    [Theory]
    [InlineData("{% translate %}", "'translate' takes at least one argument.")]
    [InlineData("{% trans 'a' bogus %}", "Unknown argument for 'trans' tag: 'bogus'. The only options available are 'noop', 'context' \"xxx\", and 'as VAR'.")]
    [InlineData("{% trans 'a' noop noop %}", "The 'noop' option was specified more than once.")]
    [InlineData("{% trans 'a' context %}", "No argument provided to the 'trans' tag for the context option.")]
    [InlineData("{% trans 'a' context as x %}", "Invalid argument 'as' provided to the 'trans' tag for the context option")]
    [InlineData("{% trans 'a' as %}", "No argument provided to the 'trans' tag for the as option.")]
    [InlineData("{% blocktranslate with %}{% endblocktranslate %}", "\"with\" in 'blocktranslate' tag needs at least one keyword argument.")]
    [InlineData("{% blocktranslate count a=1 b=2 %}a{% plural %}b{% endblocktranslate %}", "\"count\" in 'blocktranslate' tag expected exactly one keyword argument.")]
    [InlineData("{% blocktranslate context %}{% endblocktranslate %}", "\"context\" in 'blocktranslate' tag expected exactly one argument.")]
    [InlineData("{% blocktranslate asvar %}{% endblocktranslate %}", "No argument provided to the 'blocktranslate' tag for the asvar option.")]
    [InlineData("{% blocktranslate %}{% if a %}{% endif %}{% endblocktranslate %}", "'blocktranslate' doesn't allow other block tags (seen 'if a') inside it.")]
    [InlineData("{% blocktranslate %}{# note #}{% endblocktranslate %}", "'blocktranslate' doesn't allow other block tags (seen '{# note #}') inside it.")]
    [InlineData("{% blocktranslate %}a{% plural %}b{% endblocktranslate %}", "'blocktranslate' doesn't allow other block tags (seen 'plural') inside it.")]
    [InlineData("{% blocktranslate count n=1 %}a{% endblocktranslate %}", "'blocktranslate' doesn't allow other block tags inside it; with 'count', 'plural' is needed")]
    [InlineData("{% blocktranslate count n=1 %}a{% plural %}b{% plural %}c{% endblocktranslate %}", "(seen 'plural')")]
    [InlineData("{% language %}{% endlanguage %}", "'language' takes one argument (language)")]
    [InlineData("{% get_current_language l %}", "'get_current_language' requires 'as variable'.")]
    [InlineData("{% get_language_info for 'de' %}", "'get_language_info' requires 'for string as variable'.")]
    [InlineData("{% localize maybe %}{% endlocalize %}", "'localize' argument should be 'on' or 'off'")]
    [InlineData("{% timezone %}{% endtimezone %}", "'timezone' takes one argument (timezone)")]
    public void What_is_wrong_is_told(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<TemplateSyntaxException>(() => Project.Render(text, "de")).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_count_has_to_be_a_number() =>
        Assert.Contains("'n' argument to 'blocktranslate' tag must be a number.", Assert.Throws<TemplateSyntaxException>(() => Project.Render("{% blocktranslate count n=word %}a{% plural %}b{% endblocktranslate %}", "de")).Problem, StringComparison.Ordinal);

    [Fact]
    public void Without_load_the_library_is_named()
    {
        var exception = Assert.Throws<TemplateSyntaxException>(() => new Engine(new()).FromString("{% translate 'a' %}"));
        Assert.Contains("It is in the library 'i18n': load that first.", exception.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_translated_constant_keeps_its_place_in_the_tree()
    {
        const string text = "{{ a|default:_('Welcome') }}";
        var tree = TemplateTree.Parse(text, ParseOptions.Default);
        var argument = ((VariableNode)tree.Root.Children[0]).Expression.Filters[0].Argument!;
        Assert.True(argument.IsTranslated);
        Assert.Equal(("_('Welcome')", "Welcome"), (argument.Span.Of(text), argument.ContentSpan.Of(text)));
        Assert.Equal(LocationKind.String, tree.FindAt(text.IndexOf("lcome", StringComparison.Ordinal)).Kind);
    }

    [Fact]
    public void The_language_in_force_is_the_rendering_s_unless_it_has_its_own()
    {
        var template = new Engine(new() { Locales = Project.Locales }).FromString("{{ _('Welcome') }} {{ january }} {{ code }}");
        // What code does while rendering is in the rendering's language, too.
        var model = new { january = Translation.GettextLazy("January"), code = (Func<string>)(() => Translation.Gettext("January")) };
        Assert.Equal("Welcome January January", template.Render(RenderContext.From(model)));
        using (Translation.Override("de"))
        {
            Assert.Equal("Willkommen Januar Januar", template.Render(RenderContext.From(model)));
            var french = RenderContext.From(model);
            french.Locale = Project.Locales.Get("fr");
            Assert.Equal("Welcome janvier janvier", template.Render(french));
            Assert.Equal("de", Translation.Language);
        }
    }

    [Fact]
    public async Task Renderings_in_several_languages_side_by_side()
    {
        var template = new Engine(new() { Locales = Project.Locales }).FromString("{% for n in numbers %}{{ january }}{{ n }};{% endfor %}");
        var results = await Task.WhenAll(new[] { "de", "fr", "pl", "en" }.SelectMany(language => Enumerable.Repeat(language, 25)).Select(language => Task.Run(() =>
        {
            using (Translation.Override(language)) return (language, template.Render(RenderContext.From(new { numbers = new[] { 1.5, 2 }, january = Translation.GettextLazy("January") })));
        })));
        Assert.All(results, result => Assert.Equal(result.language switch
        {
            "de" => "Januar1,5;Januar2,0;",
            "fr" => "janvier1,5;janvier2,0;",
            "pl" => "Styczeń1,5;Styczeń2,0;",
            _ => "January1.5;January2.0;",
        }, result.Item2));
    }

    [Fact]
    public async Task Sent_as_it_is_rendered_it_is_in_the_same_languages()
    {
        const string text = "{% load i18n l10n tz %}{% for n in numbers %}{% language 'fr' %}{{ january }} {{ n }}{% endlanguage %} {{ january }} {% localize off %}{{ n }}{% endlocalize %} "
            + "{% timezone 'Asia/Tokyo' %}{{ at|time:'H:i' }}{% endtimezone %} {% localtime off %}{{ at|time:'H:i' }}{% endlocaltime %};{% endfor %}";
        var template = new Engine(new() { Locales = Project.Locales }).FromString(text);
        var model = new { numbers = new[] { 1.5 }, january = Translation.GettextLazy("January"), at = new DateTimeOffset(2026, 7, 3, 12, 5, 0, TimeSpan.Zero) };
        using (Translation.Override("de"))
        {
            Assert.Equal("janvier 1,5 Januar 1.5 21:05 12:05;", template.Render(RenderContext.From(model)));
            Assert.Equal("janvier 1,5 Januar 1.5 21:05 12:05;", await template.RenderAsync(RenderContext.From(model)));
        }
    }
}
