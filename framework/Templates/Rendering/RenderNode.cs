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
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(text);

    public override void Render(RenderContext context) => context.Output.Write(Utf8);
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

    private readonly Piece[] _pieces;

    internal NodeList(RenderNode[] nodes)
    {
        var pieces = new List<Piece>(nodes.Length);
        byte[] text = [];
        foreach (var node in nodes)
        {
            if (node is LiteralNode literal)
            {
                text = text.Length == 0 ? literal.Utf8 : [.. text, .. literal.Utf8];
                continue;
            }

            pieces.Add(new(text, node));
            text = [];
        }

        if (text.Length > 0) pieces.Add(new(text, null));
        _pieces = [.. pieces];
    }

    /// <summary>Renders the pieces.</summary>
    public void Render(RenderContext context)
    {
        var pieces = _pieces;
        if (pieces.Length == 0) return;
        var template = context.Template;
        var i = 0;
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            for (; i < pieces.Length; i++)
            {
                ref readonly var piece = ref pieces[i];
                if (piece.Text.Length > 0) context.Output.Write(piece.Text);
                // Most pieces are variables: no need to ask for the method each time.
                if (piece.Node is VariableOutput variable) variable.Render(context);
                else piece.Node?.Render(context);
            }
        }
        catch (TemplateException exception)
        {
            exception.AddFrame(template.Source, pieces[i].Span);
            throw;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw TemplateRenderException.At(template.Source, pieces[i].Span, exception);
        }
    }

    /// <summary>Renders the pieces, with pauses in which what has been written is sent.</summary>
    internal async ValueTask RenderAsync(RenderContext context)
    {
        if (_pieces.Length == 0) return;
        var template = context.Template;
        var i = 0;
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            for (; i < _pieces.Length; i++)
            {
                context.Output.Write(_pieces[i].Text);
                if (_pieces[i].Node is { } node) await node.RenderAsync(context).ConfigureAwait(false);
                else await context.Sink!.SendIfEnough(context.Cancellation).ConfigureAwait(false);
            }
        }
        catch (TemplateException exception)
        {
            exception.AddFrame(template.Source, _pieces[i].Span);
            throw;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw TemplateRenderException.At(template.Source, _pieces[i].Span, exception);
        }
    }

    /// <summary>A node and the text before it; the last piece may be text alone.</summary>
    private readonly record struct Piece(byte[] Text, RenderNode? Node)
    {
        public TextSpan Span => Node?.Span ?? default;
    }
}
