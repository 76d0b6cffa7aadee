using Quintet.Localization;
using Quintet.Templates.Filters;
using Quintet.Templates.Values;

namespace Quintet.Templates.Rendering;

/// <summary>A value: a constant, or a variable that may not be there.</summary>
internal abstract class ValueSource
{
    /// <summary>The value, or <see cref="TemplateValue.Missing"/>.</summary>
    public abstract TemplateValue Resolve(RenderContext context);

    /// <summary>What a variable that does not exist is called; empty for a constant.</summary>
    public virtual string Name => "";
}

internal sealed class Constant(object? value) : ValueSource
{
    private readonly TemplateValue _value = TemplateValue.Of(value);

    public object? Value => value;

    public string? Text => (value as SafeString)?.Value;

    public override TemplateValue Resolve(RenderContext context) => _value;
}

/// <summary>A name with its lookups: <c>book.author.name</c>.</summary>
internal sealed class VariablePath(string[] names) : ValueSource
{
    private readonly MemberSite[] _sites = [.. names.Select(name => new MemberSite(name))];

    public override string Name => string.Join('.', names);

    public override TemplateValue Resolve(RenderContext context)
    {
        try
        {
            if (_sites.Length == 1) return MadeIfNeeded(context, context.Get(_sites[0]));
            if (OwnerOfLast(context) is not { } owner) return TemplateValue.Missing;
            var known = _sites[^1].For(owner.GetType(), context.Engine.Members);
            return known.IsOrdinary ? known.Reader!.Read(owner) : MadeIfNeeded(context, MemberLookup.Read(context, owner, _sites[^1]));
        }
        catch (Exception exception) when (exception is ISilentVariableFailure)
        {
            return TemplateValue.Of(context.Engine.Options.StringIfInvalid);
        }
    }

    /// <summary>Writes the value, mostly without looking at what it is; false where there is none.</summary>
    public bool TryWrite(RenderContext context)
    {
        try
        {
            if (_sites.Length > 1)
            {
                if (OwnerOfLast(context) is not { } owner) return false;
                var known = _sites[^1].For(owner.GetType(), context.Engine.Members);
                if (known.IsPlain)
                {
                    known.Reader!.Write(owner, context);
                    return true;
                }

                var member = MemberLookup.Read(context, owner, _sites[^1]);
                if (!member.IsMissing) Expression.WriteUnfiltered(context, member);
                return !member.IsMissing;
            }

            var value = context.Get(_sites[0]);
            if (!value.IsMissing) Expression.WriteUnfiltered(context, value);
            return !value.IsMissing;
        }
        catch (Exception exception) when (exception is ISilentVariableFailure)
        {
            Expression.WriteUnfiltered(context, TemplateValue.Of(context.Engine.Options.StringIfInvalid));
            return true;
        }
    }

    /// <summary>What the last name is looked for in; null where there is nothing.</summary>
    private object? OwnerOfLast(RenderContext context)
    {
        var sites = _sites;
        var current = context.GetObject(sites[0]);
        for (var i = 1; i + 1 < sites.Length && current is not null; i++) current = MemberLookup.Read(context, current, sites[i]).ObjectOrBox;
        return current;
    }

    private static TemplateValue MadeIfNeeded(RenderContext context, in TemplateValue value) => value.IsOrdinary ? value : Made(context, value);

    /// <summary>What a delegate gives, and what a text is in the language of the rendering.</summary>
    internal static TemplateValue Made(RenderContext context, TemplateValue value) => value.Reference switch
    {
        Delegate function => TemplateValue.Of(MemberLookup.Call(context, function)),
        LazyText text => TemplateValue.Of(text.In(context.Locale)),
        _ => value,
    };
}

/// <summary>A filter with its argument.</summary>
internal readonly record struct FilterStep(FilterInfo Filter, ValueSource? Argument);

/// <summary>A compiled expression: a value and the filters it goes through.</summary>
public sealed class Expression
{
    private readonly ValueSource _source;
    private readonly FilterStep[] _filters;
    private readonly FilterWriter? _writer;
    private readonly VariablePath? _plainPath;
    private readonly Constant? _lastConstant;

    internal Expression(ValueSource source, FilterStep[] filters)
    {
        (_source, _filters) = (source, filters);
        if (filters.Length == 0) _plainPath = source as VariablePath;
        if (filters is not [.., var last]) return;
        _lastConstant = last.Argument as Constant;
        _writer = last.Filter.Writer?.Invoke(_lastConstant?.Value);
    }

    /// <summary>The text, where the expression is nothing but one in quotes.</summary>
    internal string? ConstantText => _filters.Length == 0 ? (_source as Constant)?.Text : null;

    /// <summary>The value.</summary>
    /// <param name="context">The variables.</param>
    /// <param name="missingIsNull">Whether a variable that does not exist is null, as for <c>if</c> and <c>for</c>; else it is what the engine's options say.</param>
    /// <exception cref="VariableDoesNotExistException">The argument of a filter does not exist.</exception>
    public object? Resolve(RenderContext context, bool missingIsNull = false) => ResolveValue(context, missingIsNull).ToObject();

    /// <summary>As <see cref="Resolve"/>; numbers and dates that no filter changes come without a box.</summary>
    internal TemplateValue ResolveValue(RenderContext context, bool missingIsNull = false)
    {
        var value = _source.Resolve(context);
        if (!value.IsOrdinary) value = Awaited(context, value);
        return _filters.Length == 0 && !value.IsMissing ? value : Finish(context, value, missingIsNull);
    }

    /// <summary>As <see cref="ResolveValue"/>; a task is awaited before the filters get its value.</summary>
    internal async ValueTask<TemplateValue> ResolveAsync(RenderContext context, bool missingIsNull) =>
        Finish(context, await ResolveSourceAsync(context).ConfigureAwait(false), missingIsNull);

    /// <summary>Writes the value as <c>{{ }}</c> shows it; where the last filter can, without making an object of it.</summary>
    internal void Write(RenderContext context)
    {
        if (_plainPath is not null)
        {
            if (!_plainPath.TryWrite(context)) context.Output.WriteValue(Finish(context, TemplateValue.Missing, missingIsNull: false), context);
            return;
        }

        var value = _source.Resolve(context);
        if (!value.IsOrdinary) value = Awaited(context, value);
        Write(context, in value);
    }

    /// <summary>Writes a value that was read: called, translated and awaited first, where it is something for that.</summary>
    internal static void WriteUnfiltered(RenderContext context, TemplateValue value)
    {
        if (!value.IsOrdinary) value = Awaited(context, VariablePath.Made(context, value));
        context.Output.WriteValue(in value, context);
    }

    private static TemplateValue Awaited(RenderContext context, TemplateValue value) =>
        value.Reference is Task task ? TemplateValue.Of(context.Engine.Async.Wait(task)) : value;

    /// <summary>As <see cref="Write(RenderContext)"/>; a task is awaited before the filters get its value.</summary>
    internal async ValueTask WriteAsync(RenderContext context) => Write(context, await ResolveSourceAsync(context).ConfigureAwait(false));

    private ValueTask<TemplateValue> ResolveSourceAsync(RenderContext context)
    {
        var value = _source.Resolve(context);
        return value.IsOrdinary || !context.Engine.Async.IsAsync(value.Reference) ? new(value) : AwaitAsync(context, value.Reference);

        static async ValueTask<TemplateValue> AwaitAsync(RenderContext context, object? task) =>
            TemplateValue.Of(await context.Engine.Async.Await(task, context.Cancellation).ConfigureAwait(false));
    }

    private void Write(RenderContext context, in TemplateValue value)
    {
        if (_filters.Length == 0 && !value.IsMissing) context.Output.WriteValue(in value, context);
        else if (_writer is null || value.IsMissing) context.Output.WriteValue(Finish(context, value, missingIsNull: false), context);
        else WriteFiltered(context, _writer, value);
    }

    private void WriteFiltered(RenderContext context, FilterWriter writer, TemplateValue value)
    {
        var last = _filters.Length - 1;
        for (var i = 0; i < last; i++) value = TemplateValue.Of(Apply(context, _filters[i], value.ToObject(), ArgumentOf(context, _filters[i])));
        var argument = _lastConstant is not null ? _lastConstant.Value : ArgumentOf(context, _filters[last]);
        if (!writer(value, argument, context)) context.Output.WriteValue(Apply(context, _filters[last], value.ToObject(), argument), context);
    }

    private TemplateValue Finish(RenderContext context, TemplateValue value, bool missingIsNull)
    {
        if (value.IsMissing && !missingIsNull)
        {
            // What stands in for it no filter touches.
            var invalid = context.Engine.Options.StringIfInvalid;
            if (invalid.Length > 0) return TemplateValue.Of(invalid.Replace("%s", _source.Name, StringComparison.Ordinal));
            value = TemplateValue.Of("");
        }
        else if (value.IsMissing)
        {
            value = default;
        }

        return _filters.Length == 0 ? value : TemplateValue.Of(Filtered(context, value.ToObject()));
    }

    private object? Filtered(RenderContext context, object? value)
    {
        foreach (var step in _filters) value = Apply(context, step, value, ArgumentOf(context, step));
        return value;
    }

    private static object? ArgumentOf(RenderContext context, FilterStep step)
    {
        if (step.Argument is not { } wanted) return null;
        return wanted.Resolve(context).TryGet(out var argument) ? argument : throw new VariableDoesNotExistException(wanted.Name);
    }

    private static object? Apply(RenderContext context, FilterStep step, object? value, object? argument) =>
        FilterRunner.Run(step.Filter, value, step.Argument is not null, argument, context.Autoescape, context.Engine, context.Locale);
}
