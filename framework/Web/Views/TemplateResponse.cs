namespace Quintet.Http;

/// <summary>
/// A page that is rendered late, so that middleware and decorators may still change its template and its context (Django's <c>SimpleTemplateResponse</c>).
/// It has no request: its template sees what the context has and nothing of the context processors.
/// </summary>
public class SimpleTemplateResponse : HttpResponse
{
    private readonly List<Func<SimpleTemplateResponse, ValueTask<HttpResponse?>>> _callbacks = [];

    /// <param name="template">The template's name.</param>
    /// <param name="context">Its variables: an anonymous object, a dictionary, or any object with properties.</param>
    /// <param name="status">The status code.</param>
    /// <param name="contentType">The <c>Content-Type</c>.</param>
    public SimpleTemplateResponse(string template, object? context = null, int status = 200, string contentType = HtmlUtf8)
        : this([template], context, status, contentType)
    {
    }

    /// <param name="templates">Names of templates, of which the first that there is is taken.</param>
    /// <param name="context">Its variables: an anonymous object, a dictionary, or any object with properties.</param>
    /// <param name="status">The status code.</param>
    /// <param name="contentType">The <c>Content-Type</c>.</param>
    public SimpleTemplateResponse(IReadOnlyList<string> templates, object? context = null, int status = 200, string contentType = HtmlUtf8)
        : base("", contentType, status) => (TemplateNames, ContextData) = (templates, context);

    /// <summary>The names of templates, of which the first that there is is taken.</summary>
    public IReadOnlyList<string> TemplateNames { get; set; }

    /// <summary>The template's name; the first where there are several.</summary>
    public string TemplateName
    {
        get => TemplateNames[0];
        set => TemplateNames = [value];
    }

    /// <summary>The variables: an anonymous object, a dictionary, or any object with properties.</summary>
    public object? ContextData { get; set; }

    /// <summary>Whether it has been rendered; what comes later changes nothing.</summary>
    public bool IsRendered { get; private set; }

    /// <exception cref="InvalidOperationException">It is not rendered yet.</exception>
    public override string Content
    {
        get => Rendered(base.Content);
        set
        {
            base.Content = value;
            IsRendered = true;
        }
    }

    /// <exception cref="InvalidOperationException">It is not rendered yet.</exception>
    public override ReadOnlyMemory<byte> ContentBytes
    {
        get => IsRendered ? base.ContentBytes : throw NotRendered();
        set
        {
            base.ContentBytes = value;
            IsRendered = true;
        }
    }

    internal override long? ContentLength => IsRendered ? base.ContentLength : throw NotRendered();

    private protected virtual HttpRequest? Request => null;

    /// <summary>Called when the page has been rendered, at once where it is; a response that it gives takes this one's place.</summary>
    public void AddPostRenderCallback(Func<SimpleTemplateResponse, HttpResponse?> callback) => AddPostRenderCallback(response => new ValueTask<HttpResponse?>(callback(response)));

    /// <summary>As <see cref="AddPostRenderCallback(Func{SimpleTemplateResponse, HttpResponse})"/>, for what gives nothing.</summary>
    public void AddPostRenderCallback(Action<SimpleTemplateResponse> callback) => AddPostRenderCallback(response =>
    {
        callback(response);
        return (HttpResponse?)null;
    });

    /// <summary>Renders the page, if it is not yet.</summary>
    /// <returns>This response, or what a callback gave in its place.</returns>
    /// <exception cref="Templates.TemplateException">There is no such template, or it cannot be rendered.</exception>
    public HttpResponse Render() => RenderAsync().AsTask().GetAwaiter().GetResult();

    internal async ValueTask<HttpResponse> RenderAsync()
    {
        if (IsRendered) return this;
        Take(Application.Current.Templates.RenderBuffer(Request, TemplateNames, ContextData));
        IsRendered = true;
        HttpResponse response = this;
        foreach (var callback in _callbacks)
        {
            if (await callback(this) is { } other) response = other;
        }

        return response;
    }

    /// <summary>Does something with a response's body: at once, or when it has been rendered.</summary>
    internal static ValueTask<HttpResponse> WhenRendered(HttpResponse response, Func<HttpResponse, ValueTask<HttpResponse>> then)
    {
        if (response is not SimpleTemplateResponse { IsRendered: false } late) return then(response);
        late._callbacks.Add(async rendered => await then(rendered));
        return new(response);
    }

    private void AddPostRenderCallback(Func<SimpleTemplateResponse, ValueTask<HttpResponse?>> callback)
    {
        if (IsRendered) callback(this).AsTask().GetAwaiter().GetResult();
        else _callbacks.Add(callback);
    }

    private T Rendered<T>(T content) => IsRendered ? content : throw NotRendered();

    private static InvalidOperationException NotRendered() => new("The response content must be rendered before it can be accessed.");
}

/// <summary>A page that is rendered late, with the request and the context processors (Django's <c>TemplateResponse</c>): what generic views give.</summary>
public class TemplateResponse : SimpleTemplateResponse
{
    /// <param name="request">The request; the template sees it as <c>request</c>.</param>
    /// <param name="template">The template's name.</param>
    /// <param name="context">Its variables: an anonymous object, a dictionary, or any object with properties.</param>
    /// <param name="status">The status code.</param>
    /// <param name="contentType">The <c>Content-Type</c>.</param>
    public TemplateResponse(HttpRequest request, string template, object? context = null, int status = 200, string contentType = HtmlUtf8)
        : this(request, [template], context, status, contentType)
    {
    }

    /// <param name="request">The request; the template sees it as <c>request</c>.</param>
    /// <param name="templates">Names of templates, of which the first that there is is taken.</param>
    /// <param name="context">Its variables: an anonymous object, a dictionary, or any object with properties.</param>
    /// <param name="status">The status code.</param>
    /// <param name="contentType">The <c>Content-Type</c>.</param>
    public TemplateResponse(HttpRequest request, IReadOnlyList<string> templates, object? context = null, int status = 200, string contentType = HtmlUtf8)
        : base(templates, context, status, contentType) => Request = request;

    private protected override HttpRequest Request { get; }
}
