using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;

namespace Quintet.Templates.Libraries;

/// <summary>The arguments of a tag, given to the parameters of its method: Django's <c>parse_bits</c>, with its messages.</summary>
internal sealed class TagArguments
{
    private readonly Expression?[] _values;
    private readonly List<Expression> _rest = [];
    private readonly List<(string Name, Expression Value)> _keywords = [];

    private TagArguments(int count) => _values = new Expression?[count];

    public static TagArguments Read(TemplateCompiler compiler, TagNode tag, IReadOnlyList<TagArgument> arguments, IReadOnlyList<TagParameter> parameters)
    {
        var result = new TagArguments(parameters.Count);
        var takesRest = parameters.Any(p => p.Kind == TagParameterKind.Rest);
        var takesKeywords = parameters.Any(p => p.Kind == TagParameterKind.Keywords);
        var next = 0;
        var sawKeyword = false;
        foreach (var argument in arguments)
        {
            if (argument.Key is { } key)
            {
                sawKeyword = true;
                var index = IndexOf(parameters, key);
                if (index < 0 && !takesKeywords)
                {
                    var names = parameters.Where(p => p.Kind is TagParameterKind.Required or TagParameterKind.Optional).Select(p => p.TemplateName).ToList();
                    throw TemplateCompiler.Error(argument.KeySpan,
                        $"'{tag.Name}' received unexpected keyword argument '{key}'.{Text.DidYouMean.Sentence(key, names)}", names.Count > 0 ? string.Join(", ", names) : null);
                }

                if (index < 0 ? result._keywords.Exists(known => known.Name == key) : result._values[index] is not null)
                {
                    throw TemplateCompiler.Error(argument.KeySpan, $"'{tag.Name}' received multiple values for keyword argument '{key}'.");
                }

                if (index < 0) result._keywords.Add((key, compiler.CompileValue(argument)));
                else result._values[index] = compiler.CompileValue(argument);
                continue;
            }

            if (sawKeyword) throw TemplateCompiler.Error(argument.Span, $"'{tag.Name}' received some positional argument(s) after some keyword argument(s).", "name=value");
            while (next < parameters.Count && parameters[next].Kind is not (TagParameterKind.Required or TagParameterKind.Optional)) next++;
            if (next < parameters.Count) result._values[next++] = compiler.CompileWhole(argument);
            else if (takesRest) result._rest.Add(compiler.CompileWhole(argument));
            else throw TemplateCompiler.Error(argument.Span, $"'{tag.Name}' received too many positional arguments.");
        }

        var missing = parameters.Where((p, i) => p.Kind == TagParameterKind.Required && result._values[i] is null).Select(p => $"'{p.TemplateName}'").ToList();
        if (missing.Count > 0) throw TemplateCompiler.Error(tag.Span, $"'{tag.Name}' did not receive value(s) for the argument(s): {string.Join(", ", missing)}.", string.Join(" ", missing));
        return result;
    }

    public TagCall Resolve(RenderContext context, SafeString? content)
    {
        var values = _values.Length == 0 ? [] : new object?[_values.Length];
        for (var i = 0; i < values.Length; i++) values[i] = _values[i] is { } value ? value.Resolve(context) : TagCall.Missing;
        var rest = _rest.Count == 0 ? [] : new object?[_rest.Count];
        for (var i = 0; i < rest.Length; i++) rest[i] = _rest[i].Resolve(context);
        var keywords = new Dictionary<string, object?>(_keywords.Count, StringComparer.Ordinal);
        foreach (var (name, value) in _keywords) keywords[name] = value.Resolve(context);
        return new(context, content, values, rest, keywords);
    }

    private static int IndexOf(IReadOnlyList<TagParameter> parameters, string name)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Is(name)) return i;
        }

        return -1;
    }
}
