using System.Collections;
using System.Runtime.CompilerServices;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;
using Quintet.Text;

namespace Quintet.Templates.Tags;

/// <summary><c>for key, value in dictionary.items reversed … empty … endfor</c>.</summary>
internal sealed class ForTag(string[] names, Expression sequence, bool reversed, NodeList content, NodeList empty) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var arguments = tag.Arguments;
        if (arguments.Count < 3) throw TemplateCompiler.Error(tag.Span, $"'for' statements should have at least four words: {Whole(compiler, tag)}.", "for item in list");
        var reversed = arguments[^1].Text == "reversed";
        var inIndex = arguments.Count - (reversed ? 3 : 2);
        if (inIndex < 1 || arguments[inIndex].Text != "in")
        {
            throw TemplateCompiler.Error(tag.Span, $"'for' statements should use the format 'for x in y': {Whole(compiler, tag)}.", "for item in list");
        }

        // The comma may stand with blanks or without: 'a,b', 'a, b', 'a ,b'.
        var list = TextSpan.FromBounds(arguments[0].Span.Start, arguments[inIndex - 1].Span.End);
        var names = SplitNames(list.Of(compiler.Tree.Text));
        if (Array.Exists(names, name => name.Length == 0 || name.AsSpan().IndexOfAny(" \t\"'|") >= 0))
        {
            throw TemplateCompiler.Error(list, $"'for' tag received an invalid argument: {Whole(compiler, tag)}.", "names, separated by commas");
        }

        var sequence = compiler.CompileWhole(arguments[inIndex + 1]);
        var content = compiler.CompileNodes(block!.Branches[0].Children);
        var empty = block.Branches.Count > 1 ? compiler.CompileNodes(block.Branches[1].Children) : NodeList.Empty;
        return new ForTag([.. names.Select(compiler.Name)], sequence, reversed, content, empty);
    }

    public override void Render(RenderContext context)
    {
        var outer = context.TryGet("forloop", out var parent) ? parent : null;
        var scope = context.Push();
        try
        {
            if (!Begin(context, sequence.Resolve(context, missingIsNull: true), outer, out var rounds))
            {
                empty.Render(context);
                return;
            }

            for (var i = 0; i < rounds.Count; i++)
            {
                var inner = BeginRound(context, rounds, i);
                content.Render(context);
                if (names.Length > 1) context.Pop(inner);
            }
        }
        finally
        {
            context.Pop(scope);
        }
    }

    internal override async ValueTask RenderAsync(RenderContext context)
    {
        var outer = context.TryGet("forloop", out var parent) ? parent : null;
        var scope = context.Push();
        try
        {
            var value = await sequence.ResolveAsync(context, missingIsNull: true).ConfigureAwait(false);
            if (!Begin(context, value.ToObject(), outer, out var rounds))
            {
                await empty.RenderAsync(context).ConfigureAwait(false);
                return;
            }

            for (var i = 0; i < rounds.Count; i++)
            {
                var inner = BeginRound(context, rounds, i);
                await content.RenderAsync(context).ConfigureAwait(false);
                if (names.Length > 1) context.Pop(inner);
            }
        }
        finally
        {
            context.Pop(scope);
        }
    }

    /// <summary>Sets up the loop; false where there is nothing to go through.</summary>
    private bool Begin(RenderContext context, object? value, object? outer, out Rounds rounds)
    {
        rounds = default;
        var items = value is null ? Array.Empty<object?>() : Sequences.Items(value) ?? Sequences.Items(context.Engine.Async.IsAsync(value) ? context.Engine.Async.Wait(value) : null)
            ?? throw new InvalidOperationException($"'for' cannot go through a value of type {value.GetType().Name}: it is no list.");
        var count = items.Count;
        if (count == 0) return false;
        var loop = new ForLoop(count, outer);
        context.Set("forloop", loop);
        // A list of objects is read without going through an interface.
        rounds = new(loop, items, items as object?[], count, names.Length == 1 ? context.Declare(names[0], null) : 0);
        return true;
    }

    /// <summary>Sets the names of a round; where there are several, in a scope of their own.</summary>
    private RenderContext.Scope BeginRound(RenderContext context, in Rounds rounds, int round)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        rounds.Loop.Index = round;
        var at = reversed ? rounds.Count - 1 - round : round;
        var item = rounds.Objects is { } objects ? objects[at] : rounds.Items[at];
        if (names.Length == 1)
        {
            context.SetAt(rounds.Place, item);
            return default;
        }

        var inner = context.Push();
        Unpack(context, item);
        return inner;
    }

    /// <summary>What a loop goes through, and where its name stands among the variables.</summary>
    private readonly record struct Rounds(ForLoop Loop, IList Items, object?[]? Objects, int Count, int Place);

    private void Unpack(RenderContext context, object? item)
    {
        var values = item is ITuple or IEnumerable ? Sequences.Items(item) : PairItems(item);
        var length = values?.Count ?? 1;
        if (length != names.Length) throw new InvalidOperationException($"Need {names.Length} values to unpack in for loop; got {length}.");
        for (var i = 0; i < names.Length; i++) context.Set(names[i], values![i]);
    }

    /// <summary>Key and value of a <see cref="KeyValuePair{TKey,TValue}"/>; null for anything else.</summary>
    private static IList? PairItems(object? item)
    {
        var type = item?.GetType();
        if (type is not { IsGenericType: true } || type.GetGenericTypeDefinition() != typeof(KeyValuePair<,>)) return null;
        return new[] { type.GetProperty("Key")!.GetValue(item), type.GetProperty("Value")!.GetValue(item) };
    }

    private static string Whole(TemplateCompiler compiler, TagNode tag) => tag.ContentSpan.Of(compiler.Tree.Text).Trim();

    private static string[] SplitNames(string text) => [.. text.Split(',').Select(name => name.Trim())];
}

/// <summary>What <c>forloop</c> is inside of a loop; a template reads its public properties.</summary>
internal sealed class ForLoop(int count, object? parent)
{
    // Outside of all loops there is an empty dictionary, as in Django.
    private static readonly IReadOnlyDictionary<string, object?> NoLoop = new Dictionary<string, object?>();

    private Dictionary<object, object>? _state;

    public int Counter => Index + 1;

    public int Counter0 => Index;

    public int Revcounter => count - Index;

    public int Revcounter0 => count - Index - 1;

    public bool First => Index == 0;

    public bool Last => Index == count - 1;

    public int Length => count;

    public object Parentloop => parent ?? NoLoop;

    internal int Index { get; set; }

    /// <summary>What a tag keeps from one round to the next, as long as this loop runs (<c>ifchanged</c>).</summary>
    public T GetState<T>(object owner, Func<T> create) where T : class
    {
        _state ??= new(ReferenceEqualityComparer.Instance);
        if (_state.TryGetValue(owner, out var state)) return (T)state;
        var created = create();
        _state[owner] = created;
        return created;
    }

    public override string ToString() =>
        PythonText.Str(new Dictionary<string, object?>
        {
            ["parentloop"] = Parentloop,
            ["counter0"] = Counter0,
            ["counter"] = Counter,
            ["revcounter"] = Revcounter,
            ["revcounter0"] = Revcounter0,
            ["first"] = First,
            ["last"] = Last,
        });
}
