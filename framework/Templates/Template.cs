using System.Buffers;
using System.IO.Pipelines;
using Quintet.Templates.Rendering;

namespace Quintet.Templates;

/// <summary>A compiled template. Immutable; may be rendered by many threads at once.</summary>
public sealed class Template
{
    private BlockChain? _chain;

    internal Template(Engine engine, TemplateSource source) => (Engine, Source) = (engine, source);

    /// <summary>The name it was asked for by; null for a template made from a text.</summary>
    public string? Name => Source.Name;

    /// <summary>Its file; null where it comes from none.</summary>
    public string? Path => Source.Path;

    /// <summary>The text and where it comes from.</summary>
    public TemplateSource Source { get; }

    /// <summary>The engine that compiled it.</summary>
    public Engine Engine { get; }

    internal NodeList Nodes { get; set; } = NodeList.Empty;

    /// <summary>The tag <c>extends</c>, where it has one.</summary>
    internal Tags.ExtendsTag? Extends { get; set; }

    internal Dictionary<string, Tags.BlockTag> Blocks { get; } = new(StringComparer.Ordinal);

    /// <summary>Its parts that can be rendered alone, under <c>template.html#name</c>.</summary>
    internal Dictionary<string, Template> Partials { get; } = new(StringComparer.Ordinal);

    /// <summary>Writes the rendered template, in UTF-8.</summary>
    /// <exception cref="TemplateException">Something failed; what was written so far has been written.</exception>
    public void Render(IBufferWriter<byte> output, RenderContext context)
    {
        using var utf8 = new Utf8Output(output);
        context.Bind(Engine, utf8);
        using var locale = context.EnterLocale();
        RenderIn(context);
    }

    /// <summary>The rendered template.</summary>
    public string Render(RenderContext context)
    {
        using var utf8 = new Utf8Output();
        context.Bind(Engine, utf8);
        using var locale = context.EnterLocale();
        RenderIn(context);
        return utf8.Text();
    }

    /// <summary>
    /// Writes the rendered template, in UTF-8, and sends it on while it is being rendered: between the pieces of the template and between the
    /// rounds of a loop, whenever some 16 KiB have gathered. Awaits the variables that are tasks or asynchronous sequences before it begins,
    /// and those of objects where they are shown or looped over. <see cref="RenderContext.Cancellation"/> ends it.
    /// </summary>
    /// <exception cref="TemplateException">Something failed; what was sent so far has been sent.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or nobody reads it any more.</exception>
    public async Task RenderAsync(PipeWriter output, RenderContext context, CancellationToken cancellation = default)
    {
        if (cancellation.CanBeCanceled) context.Cancellation = cancellation;
        await context.AwaitVariables(Engine).ConfigureAwait(false);
        using var utf8 = new Utf8Output(output);
        var sink = new AsyncSink(output, utf8);
        context.Bind(Engine, utf8, sink);
        using var locale = context.EnterLocale();
        try
        {
            await RenderInAsync(context).ConfigureAwait(false);
        }
        finally
        {
            utf8.Flush();
        }

        await sink.Send(context.Cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc cref="RenderAsync(PipeWriter, RenderContext, CancellationToken)"/>
    public async Task RenderAsync(Stream output, RenderContext context, CancellationToken cancellation = default)
    {
        var writer = PipeWriter.Create(output, new(leaveOpen: true));
        try
        {
            await RenderAsync(writer, context, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await writer.CompleteAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The rendered template; variables that are tasks are awaited.</summary>
    /// <inheritdoc cref="RenderAsync(PipeWriter, RenderContext, CancellationToken)"/>
    public async Task<string> RenderAsync(RenderContext context, CancellationToken cancellation = default)
    {
        var stream = new MemoryStream();
        await RenderAsync(stream, context, cancellation).ConfigureAwait(false);
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Renders it into a context that is being rendered already, as <c>include</c> does.</summary>
    internal void RenderIn(RenderContext context)
    {
        context.Rendering?.Invoke(this);
        var outer = context.EnterTemplate(this);
        try
        {
            Nodes.Render(context);
        }
        finally
        {
            context.LeaveTemplate(outer);
        }
    }

    internal async ValueTask RenderInAsync(RenderContext context)
    {
        context.Rendering?.Invoke(this);
        var outer = context.EnterTemplate(this);
        try
        {
            await Nodes.RenderAsync(context).ConfigureAwait(false);
        }
        finally
        {
            context.LeaveTemplate(outer);
        }
    }

    /// <summary>The blocks of this template and of those it extends; made again only where one of them was.</summary>
    internal BlockChain GetBlockChain(RenderContext context)
    {
        if (_chain is { } chain && chain.IsCurrent(context)) return chain;
        return _chain = BlockChain.Build(this, context);
    }
}
