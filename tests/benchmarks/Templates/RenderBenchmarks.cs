using BenchmarkDotNet.Attributes;
using Quintet.Templates.Syntax;

namespace Benchmarks.Templates;

/// <summary>One warm rendering; the rows are others each time, and all engines must give the same bytes.</summary>
public abstract class RenderBenchmarks
{
    private readonly Renderer _quintet;
    private readonly Renderer _utf8;
    private readonly Renderer _stringBuilder;
    private readonly Renderer _handlebars;
    private readonly Renderer _scriban;
    private readonly BookPage[] _pages;
    private int _turn;

    private protected RenderBenchmarks(int rows, Renderer utf8, Renderer stringBuilder, Renderer quintet, Renderer handlebars, Renderer scriban)
    {
        (_utf8, _stringBuilder, _quintet, _handlebars, _scriban) = (utf8, stringBuilder, quintet, handlebars, scriban);
        _pages = Shop.Pages(rows);
        foreach (var other in new[] { stringBuilder, quintet, handlebars, scriban }) Renderer.RequireSame(utf8, other, _pages);
    }

    [Benchmark(Baseline = true)]
    public int Utf8ByHand() => _utf8.Render(Next()).Length;

    [Benchmark]
    public int StringBuilderByHand() => _stringBuilder.Render(Next()).Length;

    [Benchmark]
    public int Quintet() => _quintet.Render(Next()).Length;

    [Benchmark]
    public int HandlebarsNet() => _handlebars.Render(Next()).Length;

    [Benchmark]
    public int Scriban() => _scriban.Render(Next()).Length;

    private BookPage Next() => _pages[_turn++ & (Shop.Variants - 1)];
}

/// <summary>Inheritance, 20 rows, URL and static tags, dates.</summary>
public class PageOf20Rows() : RenderBenchmarks(
    20, new Utf8ByHand.Page(), new StringBuilderByHand.Page(), new QuintetEngine("list.html"),
    new HandlebarsEngine(HandlebarsEngine.List), new ScribanEngine(ScribanEngine.List));

/// <summary>1,000 rows of six columns.</summary>
public class TableOf1000Rows() : RenderBenchmarks(
    1000, new Utf8ByHand.Table(), new StringBuilderByHand.Table(), new QuintetEngine("table.html"),
    new HandlebarsEngine(HandlebarsEngine.Table), new ScribanEngine(ScribanEngine.Table));

/// <summary>From the texts of the 20-row page (layout and list) to something that can be rendered.</summary>
public class ParseThePage
{
    private readonly string _base = QuintetEngine.BaseWithLoad;
    private readonly string _list = QuintetEngine.List;

    [Benchmark(Baseline = true)]
    public int QuintetTree() => TemplateTree.Parse(_base).Root.Children.Count + TemplateTree.Parse(_list).Root.Children.Count;

    [Benchmark]
    public object QuintetCompiled()
    {
        var engine = QuintetEngine.Engine(new Dictionary<string, string> { ["base.html"] = _base, ["list.html"] = _list });
        engine.GetTemplate("base.html");
        return engine.GetTemplate("list.html");
    }

    [Benchmark]
    public object HandlebarsNet() => HandlebarsEngine.Compile(HandlebarsEngine.List);

    [Benchmark]
    public object Scriban() => (ScribanEngine.Parse(ScribanEngine.Head), ScribanEngine.Parse(ScribanEngine.List), ScribanEngine.Parse(ScribanEngine.Foot));
}
