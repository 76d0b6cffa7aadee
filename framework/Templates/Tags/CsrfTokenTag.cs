using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>csrf_token</c>: the hidden field that proves that a form is the site's own.</summary>
internal sealed class CsrfTokenTag : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block) => new CsrfTokenTag();

    public override void Render(RenderContext context)
    {
        var token = context.TryGet("csrf_token", out var value) ? MemberLookup.Call(context, value) : null;
        if (!PythonOperators.IsTrue(token))
        {
            var options = context.Engine.Options;
            if (options.Debug)
            {
                options.Warn?.Invoke($"A csrf_token was used in the template {context.Template.Name ?? "<text>"}, but the context did not provide the value. This is usually caused by rendering without the request.");
            }

            return;
        }

        var text = PythonText.Str(token);
        if (text == "NOTPROVIDED") return;
        context.Output.Write("<input type=\"hidden\" name=\"csrfmiddlewaretoken\" value=\""u8);
        if (token is SafeString) context.Output.Write(text);
        else context.Output.WriteEscaped(text);
        context.Output.Write("\">"u8);
    }
}
