using Quintet.Http;
using Quintet.Templates;

namespace Quintet.Testing;

/// <summary>What a test wants to know of how its request was answered.</summary>
internal sealed class ClientRecord
{
    private readonly List<(string? Name, RenderContext Context)> _rendered = [];

    public HttpRequest? Request { get; set; }

    /// <summary>The error that became a page; null: there was none.</summary>
    public Exception? Exception { get; set; }

    /// <summary>The templates, from the first to the last that was begun.</summary>
    public IReadOnlyList<string> Templates => [.. _rendered.Select(rendered => rendered.Name).OfType<string>()];

    /// <summary>The variables of the outermost template; null: none was rendered.</summary>
    public RenderContext? Context => _rendered is [var first, ..] ? first.Context : null;

    public void Add(Template template, RenderContext context) => _rendered.Add((template.Name, context));
}
