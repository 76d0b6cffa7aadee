using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Reading.Models;
using Quintet.Validation;

namespace Quintet.Ide.Schema;

/// <summary>
/// The values of expressions that only construct: <c>new CharField { MaxLength = 50 }</c>, lists, constants. Objects of the framework's own classes are made; of
/// all others only what they were constructed with is kept. Nothing of the user's is run.
/// </summary>
/// <param name="compilation">The source, with what our generator adds to it.</param>
/// <param name="labelOf">The label of a model's class, <c>shop.Book</c>; null: its app is not known.</param>
internal sealed class SourceValues(Compilation compilation, Func<INamedTypeSymbol, string?> labelOf)
{
    private const string FieldType = "Quintet.Db.Field", IndexType = "Quintet.Db.IndexAttribute", ConstraintType = "Quintet.Db.ConstraintAttribute", OperationType = "Quintet.Db.Migrations.Operation";

    private const string NotCompiled = "it does not compile";

    // Values of the base library's that stand in a field's default; making one has no effects.
    private static readonly FrozenDictionary<string, Type> Plain = new Type[]
    {
        typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(DateTime), typeof(DateTimeOffset), typeof(Guid), typeof(DateTimeKind), typeof(decimal), typeof(double), typeof(float), typeof(string),
        typeof(bool), typeof(short), typeof(int), typeof(long), typeof(byte),
    }.ToFrozenDictionary(type => type.FullName!);

    private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);

    // A model keeps what it has bound: asked anew for each expression, it would bind the whole property around it each time.
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    /// <summary>An expression's value as a <typeparamref name="T"/>.</summary>
    /// <exception cref="UnreadableException">It is more than a construction.</exception>
    public T Read<T>(ExpressionSyntax expression) => (T)Convert(PlainValues.TryRead(expression, out var plain) ? plain : Evaluate(OperationOf(expression)), typeof(T), expression)!;

    /// <summary>The elements of a list, unread.</summary>
    /// <exception cref="UnreadableException">It is no list that stands there as one.</exception>
    public static IReadOnlyList<ExpressionSyntax> Elements(ExpressionSyntax expression) => expression switch
    {
        CollectionExpressionSyntax list => [.. list.Elements.Select(element => element is ExpressionElementSyntax { Expression: var item } ? item : throw new UnreadableException(element, "a list within a list"))],
        ArrayCreationExpressionSyntax { Initializer: { } items } => [.. items.Expressions],
        ImplicitArrayCreationExpressionSyntax { Initializer: var items } => [.. items.Expressions],
        _ => throw new UnreadableException(expression, "it is not written as a list"),
    };

    /// <summary>An operation of a migration.</summary>
    /// <exception cref="UnreadableException">What it does to the models is not known.</exception>
    public Operation ReadOperation(ExpressionSyntax expression)
    {
        if (OperationOf(expression) is not IObjectCreationOperation { Type: INamedTypeSymbol type } creation) throw new UnreadableException(expression, OperationOf(expression) is IInvalidOperation ? NotCompiled : "it is not written as new …");
        if (ClrType(type) is not null) return (Operation)Construct(creation)!;
        var effect = Bases(type).SelectMany(t => t.GetAttributes()).FirstOrDefault(a => a.AttributeClass?.Name == nameof(StateEffectAttribute))
            ?? throw new UnreadableException(expression, $"what {type.Name} does to the models is not known: say it with [StateEffect]");
        if (effect.ConstructorArguments is not [{ Value: INamedTypeSymbol known }]) return new SourceOperation(expression.ToString());
        return (Operation)Construct(ClrType(known) ?? throw new UnreadableException(expression, $"{known.Name} is no operation of the framework's"), Arguments(creation), [], expression);
    }

    /// <summary>What the compiler knows of a file.</summary>
    public SemanticModel ModelOf(SyntaxTree tree) => _models.TryGetValue(tree, out var model) ? model : _models[tree] = compilation.GetSemanticModel(tree);

    /// <summary>
    /// What an expression does. One in a generated file is bound alone: the property around it holds lambdas for every field, which nobody asks for.
    /// </summary>
    private IOperation OperationOf(ExpressionSyntax expression)
    {
        var model = ModelOf(expression.SyntaxTree);
        if (expression.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
        {
            var alone = SyntaxFactory.EqualsValueClause(expression);
            if (model.TryGetSpeculativeSemanticModel(expression.SpanStart, alone, out var speculative) && speculative.GetOperation(alone.Value) is { } operation) return operation;
        }

        return model.GetOperation(expression) ?? throw new UnreadableException(expression, "it has no value");
    }

    private object? Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant is not null && operation.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } type ? EnumValue(type, constant) : constant;
        }

        switch (operation)
        {
            case IConversionOperation conversion:
                return Evaluate(conversion.Operand);
            case IParenthesizedOperation inner:
                return Evaluate(inner.Operand);
            case IDefaultValueOperation:
                return null;
            case IObjectCreationOperation creation:
                return Construct(creation);
            case ICollectionExpressionOperation list:
                return list.Elements.Select(Evaluate).ToList();
            case IArrayCreationOperation { Initializer: { } items } array:
                var values = items.ElementValues.Select(Evaluate).ToList();
                return array.Type is IArrayTypeSymbol { ElementType: var element } && ClrType(element) is { } itemType ? Convert(values, itemType.MakeArrayType(), operation.Syntax) : values;
            case IArrayCreationOperation { DimensionSizes: [{ ConstantValue.Value: 0 }] }:
                return new List<object?>();
            case ITupleOperation tuple:
                return new TupleValue([.. tuple.Elements.Select(Evaluate)]);
            case ITypeOfOperation:
                return null;
            case IPropertyReferenceOperation { Property: { Name: "Label" }, Instance: IPropertyReferenceOperation { Property: { Name: "Meta", ContainingType: var model } } }:
                return labelOf(model) ?? throw new UnreadableException(operation.Syntax, $"the app of {model.Name} is not known");
            case IMemberReferenceOperation { Member: { IsStatic: true } member }:
                return Static(member, operation.Syntax);
            case IInvalidOperation:
                throw new UnreadableException(operation.Syntax, NotCompiled);
            default:
                throw new UnreadableException(operation.Syntax, "it is more than a construction");
        }
    }

    /// <summary>A member of an enum; of one that is not here its C#.</summary>
    private static object EnumValue(INamedTypeSymbol type, object value)
    {
        if (ClrType(type) is { } clr) return Enum.ToObject(clr, value);
        var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
        return new SourceCode(member is null ? $"({ClassName(type)})({value})" : $"{ClassName(type)}.{member.Name}");
    }

    /// <summary>A static member: one of the base library's plain values, or one of the user's that is only a name for an expression.</summary>
    private object? Static(ISymbol member, SyntaxNode place)
    {
        if (ClrType(member.ContainingType) is { } clr && Plain.Values.Contains(clr))
        {
            return clr.GetField(member.Name, BindingFlags.Public | BindingFlags.Static)?.GetValue(null) ?? clr.GetProperty(member.Name, BindingFlags.Public | BindingFlags.Static) switch
            {
                // The time of day is another one each time.
                { } property when member.Name is "MinValue" or "MaxValue" or "Empty" or "Zero" => property.GetValue(null),
                _ => throw new UnreadableException(place, $"{member.Name} is not the same each time"),
            };
        }

        var source = member switch
        {
            IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } => member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
            {
                VariableDeclaratorSyntax { Initializer.Value: { } value } => value,
                PropertyDeclarationSyntax { Initializer.Value: { } value } => value,
                PropertyDeclarationSyntax { ExpressionBody.Expression: { } value } => value,
                _ => null,
            },
            _ => null,
        };
        if (source is null || !compilation.ContainsSyntaxTree(source.SyntaxTree) || !_open.Add(member)) throw new UnreadableException(place, $"the value of {member.Name} is not known");
        try
        {
            return Evaluate(OperationOf(source));
        }
        finally
        {
            _open.Remove(member);
        }
    }

    private object? Construct(IObjectCreationOperation creation)
    {
        var type = (INamedTypeSymbol)creation.Type!;
        if (type is { Name: "Dictionary", TypeArguments: [{ SpecialType: SpecialType.System_String }, { SpecialType: SpecialType.System_String }] }) return Map(creation);
        if (ClrType(type) is { } clr) return Construct(clr, Arguments(creation), Assignments(creation), creation.Syntax);
        var given = Arguments(creation).Where(argument => argument.Kind != ArgumentKind.DefaultValue).ToList();
        var named = Assignments(creation);
        return Bases(type).Select(t => t.ToDisplayString(TypeNames.Plain)).FirstOrDefault(name => name is FieldType or IndexType or ConstraintType) switch
        {
            FieldType => With(new SourceField(ClassName(type), InternalType(type), Unknown(typeof(Field))), typeof(Field)),
            IndexType => With(new SourceIndex(ClassName(type), Suffix(type), [.. given.SelectMany(argument => (string[])Convert(argument.Value, typeof(string[]), creation.Syntax)!)], Unknown(typeof(IndexAttribute), positional: false)), typeof(IndexAttribute)),
            ConstraintType => With(new SourceConstraint(ClassName(type), Unknown(typeof(ConstraintAttribute))), typeof(ConstraintAttribute)),
            _ => throw new UnreadableException(creation.Syntax, $"a {type.Name} is not known here"),
        };

        IReadOnlyList<FieldArgument> Unknown(Type known, bool positional = true) =>
        [
            .. positional ? given.SelectMany(argument => argument.Kind == ArgumentKind.ParamArray ? ((IEnumerable)argument.Value!).Cast<object?>() : [argument.Value], (argument, value) => new FieldArgument(argument.Name, value, Positional: true)) : [],
            .. named.Where(pair => known.GetProperty(pair.Name) is null).OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => new FieldArgument(pair.Name, pair.Value is List<object?> list ? Strings(list) : pair.Value, Positional: false)),
        ];

        // What a stand-in keeps must be comparable and writable.
        object Strings(List<object?> list) => list.All(item => item is string) ? list.Cast<string>().ToArray() : list.All(item => item is int) ? list.Cast<int>().ToArray() : list.ToArray();

        object With(object made, Type known)
        {
            foreach (var (name, value) in named)
            {
                if (known.GetProperty(name) is { CanWrite: true } property) property.SetValue(made, Convert(value, property.PropertyType, creation.Syntax));
            }

            return made;
        }
    }

    private static object Construct(Type clr, IReadOnlyList<Argument> arguments, IReadOnlyList<(string Name, object? Value)> named, SyntaxNode place)
    {
        var constructors = clr.GetConstructors().Where(c => c.GetParameters() is var parameters && parameters.Length == arguments.Count && parameters.All(p => arguments.Any(a => a.Name == p.Name)));
        UnreadableException? reason = null;
        foreach (var constructor in constructors)
        {
            try
            {
                return Make(constructor, [.. constructor.GetParameters().Select(p => Convert(arguments.First(a => a.Name == p.Name).Value, p.ParameterType, place))], named, place);
            }
            catch (UnreadableException exception)
            {
                reason = exception;
            }
            catch (TargetInvocationException exception)
            {
                throw new UnreadableException(place, exception.InnerException!.Message);
            }
        }

        if (arguments.Count == 0 && clr.IsValueType && named.Count == 0) return Activator.CreateInstance(clr)!;
        throw reason ?? new UnreadableException(place, $"no constructor of {clr.Name} fits");
    }

    /// <summary>Makes an object and sets its properties.</summary>
    /// <exception cref="UnreadableException">It has no such property, or that takes no such value.</exception>
    /// <exception cref="TargetInvocationException">It does not take what it is given.</exception>
    public static object Make(ConstructorInfo constructor, object?[] arguments, IEnumerable<(string Name, object? Value)> named, SyntaxNode place)
    {
        var made = constructor.Invoke(arguments);
        foreach (var (name, value) in named)
        {
            var property = made.GetType().GetProperty(name) ?? throw new UnreadableException(place, $"{made.GetType().Name} has no {name}");
            property.SetValue(made, Convert(value, property.PropertyType, place));
        }

        return made;
    }

    private IReadOnlyList<Argument> Arguments(IObjectCreationOperation creation) =>
        [.. creation.Arguments.Select(argument => new Argument(argument.Parameter!.Name, Evaluate(argument.Value), argument.ArgumentKind))];

    private IReadOnlyList<(string Name, object? Value)> Assignments(IObjectCreationOperation creation) =>
        [.. (creation.Initializer?.Initializers ?? []).Select(item => item is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member.Name: var name }, Value: var value }
            ? (name, Evaluate(value))
            : throw new UnreadableException(item.Syntax, "it is no assignment of a property"))];

    private Dictionary<string, string?> Map(IObjectCreationOperation creation)
    {
        var map = new Dictionary<string, string?>();
        foreach (var item in creation.Initializer?.Initializers ?? [])
        {
            if (item is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: [var key] }, Value: var value } || Evaluate(key.Value) is not string word) throw new UnreadableException(item.Syntax, "write [\"key\"] = \"value\"");
            map[word] = (string?)Evaluate(value);
        }

        return map;
    }

    /// <summary>A class of the framework's by its full name; null where it is none of those that are here.</summary>
    public static Type? FrameworkType(string name) =>
        name.StartsWith("Quintet.", StringComparison.Ordinal) ? typeof(Field).Assembly.GetType(name) ?? typeof(IValidator).Assembly.GetType(name) : null;

    /// <summary>A value as another type takes it.</summary>
    /// <exception cref="UnreadableException">It is none of that type.</exception>
    public static object? Convert(object? value, Type target, SyntaxNode place)
    {
        var plain = Nullable.GetUnderlyingType(target) ?? target;
        switch (value)
        {
            case null:
                return target.IsValueType && plain == target ? Activator.CreateInstance(target) : null;
            case var _ when plain.IsInstanceOfType(value) && !(value is List<object?> && plain != typeof(object)):
                return value;
            case List<object?> list when ElementType(target) is { } element:
                var array = Array.CreateInstance(element, list.Count);
                for (var i = 0; i < list.Count; i++) array.SetValue(Convert(list[i], element, place), i);
                return array;
            case TupleValue tuple when target.IsGenericType && target.GetGenericArguments() is var types && types.Length == tuple.Items.Count:
                return Activator.CreateInstance(target, [.. tuple.Items.Select((item, i) => Convert(item, types[i], place))]);
            case string sql when plain == typeof(SqlStatement):
                return new SqlStatement(sql);
            case IConvertible when plain.IsPrimitive || plain == typeof(decimal):
                return System.Convert.ChangeType(value, plain, CultureInfo.InvariantCulture);
            case IConvertible when plain.IsEnum && value is not string:
                return Enum.ToObject(plain, value);
            default:
                throw new UnreadableException(place, $"a {target.Name} was expected");
        }
    }

    private static Type? ElementType(Type list) => list.IsArray ? list.GetElementType()
        : list.IsGenericType && list.GetGenericArguments() is [var item] && list.IsAssignableFrom(item.MakeArrayType()) ? item
        : typeof(IEnumerable).IsAssignableFrom(list) && list == typeof(IEnumerable) ? typeof(object) : null;

    /// <summary>A class of the framework's, which is here as well, or one of the base library's plain values; null: neither.</summary>
    private static Type? ClrType(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { IsGenericType: false } named) return null;
        var name = MetadataName(named);
        if (Plain.TryGetValue(name, out var plain)) return plain;
        return named.ContainingAssembly.Name is "Quintet.Schema" or "Quintet.Core" ? FrameworkType(name) : null;
    }

    private static string MetadataName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? MetadataName(outer) + "+" + type.MetadataName : (type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString() + ".") + type.MetadataName;

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType) yield return type;
    }

    /// <summary>As <see cref="CSharpSource"/> writes it.</summary>
    private static string ClassName(ITypeSymbol type)
    {
        var name = type.ContainingNamespace?.ToDisplayString() == "Quintet.Db" && type.ContainingType is null ? type.Name : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGenericsOptions(SymbolDisplayGenericsOptions.None));
        return type is INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } ? $"{name}<{string.Join(", ", arguments.Select(ClassName))}>" : name;
    }

    private static string InternalType(INamedTypeSymbol type) => Bases(type).First(t => ClrType(t) is not null).Name;

    /// <summary>What the class says of itself, where its source is at hand; PostgreSQL's own are called after their kind.</summary>
    private string Suffix(INamedTypeSymbol type)
    {
        foreach (var property in Bases(type).SelectMany(t => t.GetMembers(nameof(IndexAttribute.Suffix))).OfType<IPropertySymbol>())
        {
            if (property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is PropertyDeclarationSyntax { ExpressionBody.Expression: { } value } && compilation.ContainsSyntaxTree(value.SyntaxTree)
                && ModelOf(value.SyntaxTree).GetConstantValue(value) is { Value: string suffix })
            {
                return suffix;
            }
        }

        return type.ContainingNamespace.ToDisplayString() == "Quintet.Contrib.Postgres" ? type.Name.Replace("IndexAttribute", "", StringComparison.Ordinal).ToLowerInvariant() : "idx";
    }

    private sealed record Argument(string Name, object? Value, ArgumentKind Kind);

    private sealed record TupleValue(IReadOnlyList<object?> Items);
}

/// <summary>An expression whose value cannot be told without running it.</summary>
/// <param name="place">Which.</param>
/// <param name="why">For people.</param>
internal sealed class UnreadableException(SyntaxNode place, string why) : Exception(why)
{
    public SyntaxNode Place { get; } = place;
}
