using System.Runtime.CompilerServices;
using System.Text;
using Quintet.Text;

namespace Quintet.Templates.Rendering;

/// <summary>A piece of a compiled template. Immutable once compiled: many threads render it at once; what it keeps during one rendering is in the context (<see cref="RenderContext.GetState{T}"/>).</summary>
public abstract class RenderNode
{
    /// <summary>Where it stands in the template's text.</summary>
    public TextSpan Span { get; internal set; }

    /// <summary>Writes what it shows, with the context's <c>Write</c> methods. Exceptions get the node's place.</summary>
    public abstract void Render(RenderContext context);

    /// <summary>As <see cref="Render"/>, with pauses in which what has been written is sent. Tags with content pause inside of it.</summary>
    internal virtual ValueTask RenderAsync(RenderContext context)
    {
        Render(context);
        return context.Sink!.SendIfEnough(context.Cancellation);
    }
}

/// <summary>Text, already in UTF-8.</summary>
internal sealed class LiteralNode(string text) : RenderNode
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);

    public override void Render(RenderContext context) => context.Output.Write(_utf8);
}

/// <summary><c>{{ … }}</c>.</summary>
internal sealed class VariableOutput(Expression expression) : RenderNode
{
    public override void Render(RenderContext context) => expression.Write(context);

    internal override async ValueTask RenderAsync(RenderContext context)
    {
        await expression.WriteAsync(context).ConfigureAwait(false);
        await context.Sink!.SendIfEnough(context.Cancellation).ConfigureAwait(false);
    }
}

/// <summary>Pieces rendered one after the other. An exception leaves it with the piece's place added.</summary>
public sealed class NodeList
{
    public static readonly NodeList Empty = new([]);

    private readonly RenderNode[] _nodes;

    internal NodeList(RenderNode[] nodes) => _nodes = nodes;

    /// <summary>Renders the pieces.</summary>
    public void Render(RenderContext context)
    {
        if (_nodes.Length == 0) return;
        var template = context.Template;
        var i = 0;
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            for (; i < _nodes.Length; i++) _nodes[i].Render(context);
        }
        catch (TemplateException exception)
        {
            exception.AddFrame(template.Source, _nodes[i].Span);
            throw;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw TemplateRenderException.At(template.Source, _nodes[i].Span, exception);
        }
    }

    /// <summary>Renders the pieces, with pauses in which what has been written is sent.</summary>
    internal async ValueTask RenderAsync(RenderContext context)
    {
        if (_nodes.Length == 0) return;
        var template = context.Template;
        var i = 0;
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            for (; i < _nodes.Length; i++) await _nodes[i].RenderAsync(context).ConfigureAwait(false);
        }
        catch (TemplateException exception)
        {
            exception.AddFrame(template.Source, _nodes[i].Span);
            throw;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw TemplateRenderException.At(template.Source, _nodes[i].Span, exception);
        }
    }
}
