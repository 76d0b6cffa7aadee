using System.Reflection;
using Quintet.Apps;
using Quintet.Http;
using Quintet.Views;

namespace Quintet.Urls;

/// <summary>What a route leads to: what is known of the view, and how it is called.</summary>
internal sealed record ViewTarget(ViewInfo Info, ViewHandler Call)
{
    /// <summary>The method or the class: what may be reversed in place of a name.</summary>
    public MemberInfo? Key { get; init; }

    public string Name => Info.Name;
}

/// <summary>
/// Finds, at start-up, how each view is called, and holds its parameters against the route's. Reflection ends here: a request meets
/// only delegates.
/// </summary>
/// <param name="apps">Their manifests hold the bindings.</param>
/// <param name="atomic">The databases whose <c>AtomicRequests</c> is on, by alias.</param>
internal sealed class ViewBinder(AppRegistry apps, IReadOnlyList<string> atomic)
{
    private static readonly string[] HttpMethods = ["Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "Trace"];

    private readonly Dictionary<MethodInfo, ViewHandler> _functions = apps.OfType<ViewBinding>().DistinctBy(binding => binding.Method).ToDictionary(binding => binding.Method, binding => binding.Invoke);
    private readonly Dictionary<MethodInfo, ClassViewHandler> _methods = apps.OfType<ClassViewBinding>().DistinctBy(binding => binding.Method).ToDictionary(binding => binding.Method, binding => binding.Invoke);

    public readonly record struct Problem(string Id, string Message, string? Hint);

    /// <param name="target">A <see cref="Delegate"/> or a <see cref="ViewFactory"/>.</param>
    /// <param name="values">What the route gives.</param>
    /// <param name="problem">Why it does not work; null where it does.</param>
    public ViewTarget? Bind(object target, Given values, out Problem? problem)
    {
        problem = null;
        return target is Delegate view ? Function(view, values, out problem) : ClassView((ViewFactory)target, values, out problem);
    }

    private ViewTarget? Function(Delegate view, Given values, out Problem? problem)
    {
        var method = view.Method;
        problem = Check(method, values);
        if (problem is not null) return null;
        var call = Direct(view) ?? _functions.GetValueOrDefault(method);
        if (call is null)
        {
            problem = IsLambda(method)
                ? new("QT2005", "it is a lambda with more than the request.", "Write a static method, which the generator can bind: public static HttpResponse Detail(HttpRequest request, int id).")
                : new("QT2005", $"{Signature(method)} has no binding in the manifest.", "A view is a static method of an accessible class in a project that references the Quintet package, whose generator binds it.");
            return null;
        }

        call = WithPositional(call, method, values.Positional);
        call = InTransactions(Decorate(call, method), AtomicFor(method, method.DeclaringType));
        return new(new(IsLambda(method) ? "(lambda)" : FullName(method), [.. method.GetCustomAttributes(), .. method.DeclaringType?.GetCustomAttributes() ?? []]), call) { Key = method };
    }

    private ViewTarget? ClassView(ViewFactory factory, Given values, out Problem? problem)
    {
        problem = null;
        var type = factory.Type ?? factory.Create().GetType();
        var handlers = new List<KeyValuePair<string, ClassViewHandler>>();
        var bound = new Dictionary<string, MethodInfo>(StringComparer.Ordinal);
        foreach (var name in HttpMethods)
        {
            var methods = type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method => method.Name == name && TakesRequest(method)).ToList();
            if (methods.Count == 0)
            {
                if (Generic(type, name) is { } answer) handlers.Add(new(name.ToUpperInvariant(), answer));
                continue;
            }

            if (methods.Count > 1)
            {
                problem = new("QT2005", $"{type.FullName} has {methods.Count} methods {name}; expected one.", null);
                return null;
            }

            problem = Check(methods[0], values);
            if (problem is not null) return null;
            if ((_methods.GetValueOrDefault(methods[0]) ?? OpenDelegate(methods[0])) is not { } handler)
            {
                problem = new("QT2005", $"{Signature(methods[0])} has no binding in the manifest.", "The class must be accessible and stand in a project that references the Quintet package, whose generator binds it.");
                return null;
            }

            handlers.Add(new(name.ToUpperInvariant(), Decorate(WithPositional(handler, methods[0], values.Positional), methods[0])));
            bound.Add(name.ToUpperInvariant(), methods[0]);
        }

        if (MethodNames(factory, type) is { } answered) handlers.RemoveAll(handler => !answered.Contains(handler.Key, StringComparer.OrdinalIgnoreCase));
        if (handlers.Count == 0)
        {
            problem = new("QT2005", $"{type.FullName} answers no HTTP method.", "Declare a public method: public HttpResponse Get(HttpRequest request).");
            return null;
        }

        var dispatcher = new ClassViewDispatcher(factory.Create, [.. handlers]);
        var call = Wrap(dispatcher.Call, type.GetCustomAttributes<ViewDecoratorAttribute>(inherit: true));
        var attributes = bound.ToDictionary(method => method.Key, method => (IReadOnlyList<Attribute>)[.. method.Value.GetCustomAttributes()], StringComparer.Ordinal);
        return new(new(type.FullName ?? type.Name, [.. type.GetCustomAttributes(inherit: true).Cast<Attribute>()], attributes), InTransactions(call, type, bound, handlers.Select(handler => handler.Key))) { Key = type };
    }

    /// <summary>How a generic view answers a method for which its class declares none.</summary>
    private static ClassViewHandler? Generic(Type type, string method)
    {
        if (method == "Get" && type.IsSubclassOf(typeof(GenericView))) return static (view, _, _) => ((GenericView)view).AnswerAsync();
        // A redirection does not care for the method; HEAD is GET's.
        if (method is not ("Head" or "Trace") && typeof(RedirectView).IsAssignableFrom(type)) return static (view, _, _) => new(((RedirectView)view).Answer());
        return null;
    }

    /// <summary>What the view says of the methods that it answers; asked once, when the application starts.</summary>
    private static IReadOnlyList<string>? MethodNames(ViewFactory factory, Type type) =>
        factory.Type is null || type.GetProperty(nameof(View.HttpMethodNames))!.GetMethod!.DeclaringType != typeof(View) ? factory.Create().HttpMethodNames : null;

    /// <summary>Each method of a class may say for itself that it needs no transaction.</summary>
    private ViewHandler InTransactions(ViewHandler call, Type type, IReadOnlyDictionary<string, MethodInfo> methods, IEnumerable<string> answered)
    {
        if (atomic.Count == 0) return call;
        var each = answered.ToDictionary(name => name, name => InTransactions(call, AtomicFor(methods.TryGetValue(name, out var method) ? method : type, type)), StringComparer.Ordinal);
        if (each.TryGetValue("GET", out var get)) each.TryAdd("HEAD", get);
        return (request, kwargs) => each.GetValueOrDefault(request.Method, call)(request, kwargs);
    }

    private static ViewHandler InTransactions(ViewHandler call, IEnumerable<string> databases) =>
        databases.Aggregate(call, (inner, database) => new AtomicAttribute { Using = database }.Decorate(inner));

    private IEnumerable<string> AtomicFor(MemberInfo method, Type? type) =>
        atomic.Except(Exempt(method).Concat(type is null ? [] : Exempt(type)), StringComparer.Ordinal);

    private static IEnumerable<string> Exempt(MemberInfo member) => member.GetCustomAttributes<NonAtomicRequestsAttribute>(inherit: true).Select(attribute => attribute.Using);

    private static Problem? Check(MethodInfo method, Given given)
    {
        var values = given.Values;
        var parameters = method.GetParameters();
        if (!TakesRequest(method)) return new("QT2005", $"{Signature(method)} is no view.", "A view's first parameter is the HttpRequest.");
        if (!ReturnsResponse(method.ReturnType)) return new("QT2005", $"{Signature(method)} is no view.", "A view returns an HttpResponse, a Task<HttpResponse> or a ValueTask<HttpResponse>.");
        if (given.Positional > parameters.Length - 1)
        {
            return new("QT2004", $"it gives {given.Positional} {(given.Positional == 1 ? "value" : "values")} without names, but the view is {Signature(method)}.", "Give the groups of the expression names: (?<id>[0-9]+).");
        }

        foreach (var parameter in parameters.Skip(1).Take(given.Positional).Where(parameter => !ViewArgument.Fits(typeof(RegexText), parameter.ParameterType)))
        {
            return new("QT2004", $"it gives {parameter.Name} as a text, but the view is {Signature(method)}.", null);
        }

        foreach (var parameter in parameters.Skip(1 + given.Positional))
        {
            if (values.TryGetValue(parameter.Name!, out var type))
            {
                if (type != typeof(object) && !ViewArgument.Fits(type, parameter.ParameterType))
                {
                    return new("QT2004", $"it gives {parameter.Name} as {TypeName(type)}, but the view is {Signature(method)}.", null);
                }
            }
            else if (!parameter.HasDefaultValue)
            {
                return new("QT2004", $"the view is {Signature(method)}, and nothing gives '{parameter.Name}'.", $"Write <{parameter.Name}> into the route, give it among kwargs, or give the parameter a default.");
            }
        }

        foreach (var name in values.Keys)
        {
            if (parameters.Skip(1).All(parameter => parameter.Name != name))
            {
                var hint = Quintet.Text.DidYouMean.Find(name, parameters.Skip(1).Select(parameter => parameter.Name!));
                return new("QT2004", $"it gives '{name}', which the view does not take: {Signature(method)}.", hint is null ? $"Add a parameter '{name}' to the view." : $"Did you mean '{hint}'?");
            }
        }

        return null;
    }

    /// <summary>Values without names are the parameters' in their order.</summary>
    private static ViewHandler WithPositional(ViewHandler call, MethodInfo method, int count)
    {
        if (count == 0) return call;
        string[] names = [.. method.GetParameters().Skip(1).Take(count).Select(parameter => parameter.Name!)];
        return (request, kwargs) => call(request, WithPositional(request, kwargs, names));
    }

    private static ClassViewHandler WithPositional(ClassViewHandler call, MethodInfo method, int count)
    {
        if (count == 0) return call;
        string[] names = [.. method.GetParameters().Skip(1).Take(count).Select(parameter => parameter.Name!)];
        return (view, request, kwargs) => call(view, request, WithPositional(request, kwargs, names));
    }

    private static Dictionary<string, object?> WithPositional(HttpRequest request, IReadOnlyDictionary<string, object?> kwargs, string[] names)
    {
        var values = new Dictionary<string, object?>(kwargs, StringComparer.Ordinal);
        var args = request.ResolverMatch!.Args;
        for (var i = 0; i < args.Count; i++)
        {
            // A group that took no part leaves the parameter its default.
            if (args[i] is not null) values[names[i]] = args[i];
        }

        return values;
    }

    private static bool TakesRequest(MethodInfo method) => method.GetParameters() is [var first, ..] && first.ParameterType == typeof(HttpRequest);

    private static bool ReturnsResponse(Type type) =>
        typeof(HttpResponse).IsAssignableFrom(type) ||
        (type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(Task<>) || definition == typeof(ValueTask<>)) &&
         typeof(HttpResponse).IsAssignableFrom(type.GetGenericArguments()[0]));

    /// <summary>Views that take the request alone are called as they are.</summary>
    private static ViewHandler? Direct(Delegate view) => view switch
    {
        Func<HttpRequest, HttpResponse> function => (request, _) => new(function(request)),
        Func<HttpRequest, Task<HttpResponse>> function => (request, _) => new(function(request)),
        Func<HttpRequest, ValueTask<HttpResponse>> function => (request, _) => function(request),
        _ => null,
    };

    /// <summary>Methods that take the request alone need no generated binding.</summary>
    private static ClassViewHandler? OpenDelegate(MethodInfo method)
    {
        if (method.GetParameters().Length != 1) return null;
        var make = method.ReturnType switch
        {
            var type when typeof(HttpResponse).IsAssignableFrom(type) => nameof(Synchronous),
            var type when type == typeof(Task<HttpResponse>) => nameof(Tasked),
            var type when type == typeof(ValueTask<HttpResponse>) => nameof(ValueTasked),
            _ => null,
        };
        if (make is null) return null;
        return (ClassViewHandler)typeof(ViewBinder).GetMethod(make, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(method.DeclaringType!).Invoke(null, [method])!;
    }

    private static ClassViewHandler Synchronous<TView>(MethodInfo method) where TView : View
    {
        var call = method.CreateDelegate<Func<TView, HttpRequest, HttpResponse>>();
        return (view, request, _) => new(call((TView)view, request));
    }

    private static ClassViewHandler Tasked<TView>(MethodInfo method) where TView : View
    {
        var call = method.CreateDelegate<Func<TView, HttpRequest, Task<HttpResponse>>>();
        return (view, request, _) => new(call((TView)view, request));
    }

    private static ClassViewHandler ValueTasked<TView>(MethodInfo method) where TView : View
    {
        var call = method.CreateDelegate<Func<TView, HttpRequest, ValueTask<HttpResponse>>>();
        return (view, request, _) => call((TView)view, request);
    }

    /// <summary>Puts the attributes of the method, and of its class, around it; the first one written is the outermost.</summary>
    private static ViewHandler Decorate(ViewHandler call, MethodInfo method) =>
        Wrap(call, [.. method.DeclaringType?.GetCustomAttributes<ViewDecoratorAttribute>() ?? [], .. method.GetCustomAttributes<ViewDecoratorAttribute>()]);

    private static ClassViewHandler Decorate(ClassViewHandler call, MethodInfo method)
    {
        var attributes = method.GetCustomAttributes<ViewDecoratorAttribute>().ToList();
        if (attributes.Count == 0) return call;
        // A decorator does not know the view object, which belongs to one request: the request carries it.
        var decorated = Wrap((request, kwargs) => call(request.View!, request, kwargs), attributes);
        return (view, request, kwargs) =>
        {
            request.View = view;
            return decorated(request, kwargs);
        };
    }

    private static ViewHandler Wrap(ViewHandler call, IEnumerable<ViewDecoratorAttribute> attributes) =>
        attributes.Reverse().Aggregate(call, (inner, attribute) => attribute.Decorate(inner));

    private static bool IsLambda(MethodInfo method) => method.Name.Contains('<') || method.DeclaringType is { IsNested: true } type && type.Name.Contains('<');

    private static string FullName(MethodInfo method) => $"{method.DeclaringType?.FullName?.Replace('+', '.')}.{method.Name}";

    internal static string Signature(MethodInfo method)
    {
        var parameters = string.Join(", ", method.GetParameters().Select(parameter => $"{TypeName(parameter.ParameterType)} {parameter.Name}"));
        return $"{(IsLambda(method) ? "lambda" : FullName(method))}({parameters})";
    }

    private static string TypeName(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? TypeName(inner) + "?" : Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 when !type.IsEnum => "int",
        TypeCode.Int64 when !type.IsEnum => "long",
        TypeCode.String => "string",
        TypeCode.Boolean => "bool",
        _ when type == typeof(RegexText) => "text",
        _ => type.Name,
    };
}
