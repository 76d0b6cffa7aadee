using Quintet.Templates.Filters;

namespace Quintet.Templates.Rendering;

/// <summary>A value: a constant, or a variable that may not be there.</summary>
internal abstract class ValueSource
{
    public abstract bool TryResolve(RenderContext context, out object? value);
}

internal sealed class Constant(object? value) : ValueSource
{
    public override bool TryResolve(RenderContext context, out object? result)
    {
        result = value;
        return true;
    }
}

/// <summary>A name with its lookups: <c>book.author.name</c>.</summary>
internal sealed class VariablePath(string[] names) : ValueSource
{
    private readonly MemberSite[] _sites = [.. names.Select(name => new MemberSite(name))];

    public string Text => string.Join('.', names);

    public override bool TryResolve(RenderContext context, out object? value)
    {
        try
        {
            if (!context.TryGet(_sites[0], out value)) return false;
            if (value is Delegate) value = MemberLookup.Call(context, value);
            for (var i = 1; i < _sites.Length; i++)
            {
                if (value is null || !MemberLookup.TryRead(context, value, _sites[i], out value)) return false;
                if (value is Delegate) value = MemberLookup.Call(context, value);
            }

            return true;
        }
        catch (Exception exception) when (exception is ISilentVariableFailure)
        {
            value = context.Engine.Options.StringIfInvalid;
            return true;
        }
    }
}

/// <summary>A filter with its argument.</summary>
internal readonly record struct FilterStep(FilterInfo Filter, ValueSource? Argument);

/// <summary>A compiled expression: a value and the filters it goes through.</summary>
public sealed class Expression
{
    private readonly ValueSource _source;
    private readonly FilterStep[] _filters;

    internal Expression(ValueSource source, FilterStep[] filters) => (_source, _filters) = (source, filters);

    /// <summary>The value.</summary>
    /// <param name="context">The variables.</param>
    /// <param name="missingIsNull">Whether a variable that does not exist is null, as for <c>if</c> and <c>for</c>; else it is what the engine's options say.</param>
    /// <exception cref="VariableDoesNotExistException">The argument of a filter does not exist.</exception>
    public object? Resolve(RenderContext context, bool missingIsNull = false)
    {
        if (!_source.TryResolve(context, out var value))
        {
            value = null;
            if (!missingIsNull)
            {
                var invalid = context.Engine.Options.StringIfInvalid;
                if (invalid.Length > 0) return invalid.Replace("%s", ((VariablePath)_source).Text, StringComparison.Ordinal);
                value = "";
            }
        }

        foreach (var step in _filters)
        {
            object? argument = null;
            if (step.Argument is { } wanted && !wanted.TryResolve(context, out argument)) throw new VariableDoesNotExistException(((VariablePath)wanted).Text);
            value = FilterRunner.Run(step.Filter, value, step.Argument is not null, argument, context.Autoescape, context.Engine, context.Locale);
        }

        return value;
    }
}
