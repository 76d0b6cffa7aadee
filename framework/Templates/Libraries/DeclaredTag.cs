using Quintet.Templates.Libraries;
using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Tags;
using Quintet.Templates.Values;

namespace Quintet.Templates;

/// <summary>Makes tags of methods. Generated code gives the call; an editor, which only wants to know the tag, gives none.</summary>
public static class DeclaredTag
{
    /// <summary>A tag that writes what a method returns (<see cref="SimpleTagAttribute"/>).</summary>
    /// <param name="name">The tag's name.</param>
    /// <param name="documentation">What it does.</param>
    /// <param name="parameters">Those that the template gives.</param>
    /// <param name="call">Calls the method; null where the tag is only described.</param>
    public static TagInfo Simple(string name, string documentation, IReadOnlyList<TagParameter> parameters, Func<TagCall, object?>? call = null) =>
        new(name, Signature(name, parameters, " [as variable]"), documentation)
        {
            FirstArgument = parameters.Count > 0 ? ArgumentRole.Expression : ArgumentRole.None,
            Compile = (compiler, tag, _) =>
            {
                var (arguments, variable) = SplitVariable(tag);
                return new MethodTag(call, TagArguments.Read(compiler, tag, arguments, parameters), null, variable is null ? null : compiler.Name(variable));
            },
        };

    /// <summary>A tag with content (<see cref="SimpleBlockTagAttribute"/>).</summary>
    /// <param name="name">The tag's name.</param>
    /// <param name="endName">The tag that ends it.</param>
    /// <param name="documentation">What it does.</param>
    /// <param name="parameters">Those that the template gives; the content is none of them.</param>
    /// <param name="call">Calls the method; null where the tag is only described.</param>
    public static TagInfo Block(string name, string endName, string documentation, IReadOnlyList<TagParameter> parameters, Func<TagCall, object?>? call = null) =>
        new(name, Signature(name, parameters, " [as variable]"), documentation)
        {
            EndTag = endName,
            FirstArgument = parameters.Count > 0 ? ArgumentRole.Expression : ArgumentRole.None,
            Compile = (compiler, tag, block) =>
            {
                var (arguments, variable) = SplitVariable(tag);
                var read = TagArguments.Read(compiler, tag, arguments, parameters);
                return new MethodTag(call, read, compiler.CompileNodes(block!.Branches[0].Children), variable is null ? null : compiler.Name(variable));
            },
        };

    /// <summary>A tag that renders a template (<see cref="InclusionTagAttribute"/>).</summary>
    /// <param name="name">The tag's name.</param>
    /// <param name="template">The template's name.</param>
    /// <param name="documentation">What it does.</param>
    /// <param name="parameters">Those that the template gives.</param>
    /// <param name="call">Calls the method, which returns the template's variables; null where the tag is only described.</param>
    public static TagInfo Inclusion(string name, string template, string documentation, IReadOnlyList<TagParameter> parameters, Func<TagCall, object?>? call = null) =>
        new(name, Signature(name, parameters, ""), documentation)
        {
            FirstArgument = parameters.Count > 0 ? ArgumentRole.Expression : ArgumentRole.None,
            Compile = (compiler, tag, _) => new InclusionNode(template, call, TagArguments.Read(compiler, tag, tag.Arguments, parameters)),
        };

    /// <summary>What an asynchronous method gives; until it does, the rendering waits.</summary>
    public static T Result<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <inheritdoc cref="Result{T}(Task{T})"/>
    public static T Result<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();

    private static string Signature(string name, IReadOnlyList<TagParameter> parameters, string end) => name + string.Concat(parameters.Select(p => " " + p.Signature)) + end;

    /// <summary>Django's rule: any tag that ends in <c>as name</c> keeps its result.</summary>
    private static (IReadOnlyList<TagArgument> Arguments, string? Variable) SplitVariable(TagNode tag) =>
        tag.Arguments.Count >= 2 && tag.Arguments[^2].Text == "as" ? (tag.Arguments.Take(tag.Arguments.Count - 2).ToList(), tag.Arguments[^1].Text) : (tag.Arguments, null);

    private sealed class MethodTag(Func<TagCall, object?>? call, TagArguments arguments, NodeList? content, string? variable) : RenderNode
    {
        public override void Render(RenderContext context)
        {
            var inner = content is null ? null : new SafeString(context.Capture(content));
            var result = call!(arguments.Resolve(context, inner));
            if (variable is not null) context.Set(variable, result);
            else if (result is SafeString safe) context.Write(safe.Value);
            else if (context.Autoescape) context.WriteEscaped(PythonText.Str(result));
            else context.Write(PythonText.Str(result));
        }
    }

    private sealed class InclusionNode(string template, Func<TagCall, object?>? call, TagArguments arguments) : RenderNode
    {
        public override void Render(RenderContext context)
        {
            var model = call!(arguments.Resolve(context, null));
            var included = context.Engine.GetTemplate(template);
            var token = context.TryGet("csrf_token", out var value) ? value : null;
            IncludeTag.Enter(context, included);
            var outer = context.EnterIsolation(model);
            try
            {
                // A form in the included template needs it, as in Django.
                if (token is not null) context.Set("csrf_token", token);
                included.RenderIn(context);
            }
            finally
            {
                context.LeaveIsolation(outer);
                context.IncludeDepth--;
            }
        }
    }
}
