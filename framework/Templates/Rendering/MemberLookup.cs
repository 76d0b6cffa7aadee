using System.Dynamic;
using System.Globalization;
using Quintet.Templates.Values;

namespace Quintet.Templates.Rendering;

/// <summary>Reads <c>current.name</c>: entry of a dictionary, member, item of a list; and calls what can be called.</summary>
internal static class MemberLookup
{
    /// <summary><see cref="TemplateValue.Missing"/> where there is nothing of that name.</summary>
    public static TemplateValue Read(RenderContext context, object current, string name)
    {
        var members = context.Engine.Members.For(current.GetType());
        return Read(context, current, name, members, members.Find(name));
    }

    /// <summary>As above, for a place in a template, which mostly meets one type and remembers how to read it.</summary>
    public static TemplateValue Read(RenderContext context, object current, MemberSite site)
    {
        var known = site.For(current.GetType(), context.Engine.Members);
        return known.IsPlain ? known.Reader!.Read(current) : Read(context, current, site.Name, known.Members, known.Reader);
    }

    private static TemplateValue Read(RenderContext context, object current, string name, TypeMembers type, MemberReader? reader)
    {
        object? found;
        if (current is Task && context.Engine.Async.IsAsync(current)) return context.Engine.Async.Wait(current) is { } awaited ? Read(context, awaited, name) : TemplateValue.Missing;
        if (current is Delegate) return Call(context, current) is { } result ? Read(context, result, name) : TemplateValue.Missing;
        if (type.IsJson) return JsonValues.Unwrap(current) is { } plain ? Read(context, plain, name) : TemplateValue.Missing;
        if (type.IsDynamic && ((DynamicObject)current).TryGetMember(new DynamicMember(name), out found)) return TemplateValue.Of(found);
        if (type.HasOwnLookup && ((ITemplateMembers)current).TryGetTemplateMember(name, out found)) return TemplateValue.Of(found);
        if (type.IsDictionary)
        {
            if (current is Dictionary<string, object?> entries && entries.TryGetValue(name, out found)) return TemplateValue.Of(JsonValues.Unwrap(found));
            var dictionary = DictionaryView.Of(current)!;
            if (dictionary.TryGet(name, out found)) return TemplateValue.Of(JsonValues.Unwrap(found));
            if (reader is not null) return reader.Read(current);
            return TryIndex(name, out var key) && (dictionary.TryGet(key, out found) || dictionary.TryGet((long)key, out found)) ? TemplateValue.Of(found) : TemplateValue.Missing;
        }

        if (reader is not null) return reader != MemberReader.Forbidden ? reader.Read(current) : TemplateValue.Of(context.Engine.Options.StringIfInvalid);
        return TryIndex(name, out var index) && Sequences.TryGetItem(current, index, out var item) ? TemplateValue.Of(item) : TemplateValue.Missing;
    }

    /// <summary>Calls a delegate without arguments; anything else is itself.</summary>
    public static object? Call(RenderContext context, object? value)
    {
        if (value is not Delegate function) return value;
        if (value is Func<object?> simple) return simple();
        var parameters = function.Method.GetParameters();
        var needed = parameters.Length - (function.Method.IsStatic && function.Target is not null ? 1 : 0);
        if (needed > 0 || function.Method.ReturnType == typeof(void)) return context.Engine.Options.StringIfInvalid;
        try
        {
            return function.DynamicInvoke();
        }
        catch (System.Reflection.TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private static bool TryIndex(string name, out int index)
    {
        index = 0;
        return name.Length > 0 && char.IsAsciiDigit(name[0]) && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }
}

/// <summary>Asks an object that answers for its members itself (<c>dynamic</c>).</summary>
internal sealed class DynamicMember(string name) : GetMemberBinder(name, ignoreCase: false)
{
    public override DynamicMetaObject FallbackGetMember(DynamicMetaObject target, DynamicMetaObject? errorSuggestion) =>
        errorSuggestion ?? throw new MissingMemberException(target.LimitType.Name, Name);
}

/// <summary>One name of a variable's path, at its place in a template, with the type it met last.</summary>
internal sealed class MemberSite(string name)
{
    private Known? _known;

    public string Name => name;

    public Known For(Type type, TypeMembers.Cache cache)
    {
        if (_known is { } known && known.Type == type) return known;
        var members = cache.For(type);
        return _known = new(type, members, members.Find(name));
    }

    internal sealed record Known(Type Type, TypeMembers Members, MemberReader? Reader)
    {
        /// <summary>Whether reading is all there is to it, and gives nothing that could be called, translated or awaited.</summary>
        public bool IsOrdinary { get; } = IsReadable(Type, Members, Reader) && Reader!.IsOrdinary;

        /// <summary>Whether reading is all there is to it.</summary>
        public bool IsPlain { get; } = IsReadable(Type, Members, Reader);

        private static bool IsReadable(Type type, TypeMembers members, MemberReader? reader) =>
            reader is not null && reader != MemberReader.Forbidden && !members.HasOwnLookup && !members.IsDictionary
            && !typeof(Delegate).IsAssignableFrom(type) && !typeof(Task).IsAssignableFrom(type);
    }
}
