using System.Collections;
using System.Text;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>querystring page=2 color=None as link</c>: the request's query string, or that of other mappings, with changes.</summary>
internal sealed class QueryStringTag(Expression[] mappings, (string Name, Expression Value)[] changes, string? variable) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var (arguments, variable) = AsVariable.Split(tag.Arguments, 0);
        var mappings = new List<Expression>();
        var changes = new List<(string Name, Expression Value)>();
        foreach (var argument in arguments)
        {
            if (argument.Key is not { } key)
            {
                if (changes.Count > 0) throw TemplateCompiler.Error(argument.Span, "'querystring' received some positional argument(s) after some keyword argument(s).", "name=value");
                mappings.Add(compiler.CompileWhole(argument));
            }
            else if (changes.Exists(change => change.Name == key))
            {
                throw TemplateCompiler.Error(argument.KeySpan, $"'querystring' received multiple values for keyword argument '{key}'.", "another name");
            }
            else
            {
                changes.Add((key, compiler.CompileValue(argument)));
            }
        }

        return new QueryStringTag([.. mappings], [.. changes], variable is null ? null : compiler.Name(variable));
    }

    public override void Render(RenderContext context)
    {
        var fields = new Fields();
        if (mappings.Length == 0) Add(fields, RequestFields(context));
        foreach (var mapping in mappings) Add(fields, mapping.Resolve(context));
        foreach (var (name, value) in changes) fields.Set(name, value.Resolve(context));

        var text = fields.Encode();
        if (variable is not null) context.Set(variable, text);
        else if (context.Autoescape) context.Output.WriteEscaped(text);
        else context.Output.Write(text);
    }

    private static object? RequestFields(RenderContext context)
    {
        var request = context.Request ?? (context.TryGet("request", out var variable) ? variable : null);
        if (request is not null && MemberLookup.Read(context, request, "GET") is { IsMissing: false } fields) return fields.ToObject();
        throw new InvalidOperationException("The tag 'querystring' starts from request.GET, and there is no request here. Give it a mapping: querystring filters page=2.");
    }

    private static void Add(Fields fields, object? mapping)
    {
        switch (mapping)
        {
            case null:
                throw NoMapping(mapping);
            // A query string itself: a name may stand there several times.
            case IEnumerable<KeyValuePair<string, string>> pairs when mapping is not IDictionary:
                foreach (var group in pairs.GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)) fields.Set(group.Key, group.ToList());
                break;
            case { } when DictionaryView.Of(mapping) is { } dictionary:
                foreach (var (key, value) in dictionary.Items())
                {
                    if (key is not (string or SafeString)) throw new TemplateSyntaxException($"querystring requires strings for mapping keys (got {PythonText.Repr(key)} instead).");
                    fields.Set(key.ToString()!, value);
                }

                break;
            default:
                throw NoMapping(mapping);
        }
    }

    private static TemplateSyntaxException NoMapping(object? value) => new($"querystring requires mappings for positional arguments (got {PythonText.Repr(value)} instead).");

    /// <summary>Names with their values, in the order in which the names came.</summary>
    private sealed class Fields
    {
        private readonly List<(string Name, object? Value)> _fields = [];

        /// <summary>Null removes the name; of a list, each item becomes a field of its own.</summary>
        public void Set(string name, object? value)
        {
            var index = _fields.FindIndex(field => field.Name == name);
            if (value is null)
            {
                if (index >= 0) _fields.RemoveAt(index);
            }
            else if (index >= 0)
            {
                _fields[index] = (name, value);
            }
            else
            {
                _fields.Add((name, value));
            }
        }

        public string Encode()
        {
            var text = new StringBuilder("?");
            foreach (var (name, value) in _fields)
            {
                if (value is string or SafeString || Sequences.Items(value) is not { } items)
                {
                    Append(text, name, value);
                    continue;
                }

                foreach (var item in items)
                {
                    if (item is not null) Append(text, name, item);
                }
            }

            return text.ToString();
        }

        private static void Append(StringBuilder text, string name, object? value)
        {
            if (text.Length > 1) text.Append('&');
            text.Append(Quote(name)).Append('=').Append(Quote(PythonText.Str(value)));
        }

        /// <summary>Python's <c>quote_plus</c>.</summary>
        private static string Quote(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
    }
}
