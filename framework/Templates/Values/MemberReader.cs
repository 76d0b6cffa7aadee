using System.Reflection;
using System.Runtime.CompilerServices;
using Quintet.Templates.Rendering;

namespace Quintet.Templates.Values;

/// <summary>Reads one member of an object; made once per type and member.</summary>
internal abstract class MemberReader
{
    /// <summary>A member that is there and that a template must not touch.</summary>
    public static readonly MemberReader Forbidden = new ForbiddenReader();

    /// <summary>The value, numbers and dates without a box.</summary>
    public abstract TemplateValue Read(object target);

    /// <summary>Whether all values are, by their type; see <see cref="TemplateValue.IsOrdinary"/>.</summary>
    public virtual bool IsOrdinary => false;

    /// <summary>Writes the value as <c>{{ }}</c> shows it; a text or an integer straight from the member.</summary>
    public virtual void Write(object target, RenderContext context) => Expression.WriteUnfiltered(context, Read(target));

    public static MemberReader Of(Func<object, object?> read) => new ObjectReader(read);

    /// <summary>Of a property's getter, or of a method whose parameters are all optional.</summary>
    public static MemberReader Of(Type type, MethodInfo method)
    {
        var parameters = method.GetParameters();
        if (parameters.Length > 0)
        {
            var defaults = parameters.Select(p => p.HasDefaultValue ? p.DefaultValue : Type.Missing).ToArray();
            return new ObjectReader(value => method.Invoke(value, BindingFlags.DoNotWrapExceptions, null, defaults, null));
        }

        // What may be a piece of JSON is looked at.
        if (method.ReturnType == typeof(object) || JsonValues.IsJson(method.ReturnType))
        {
            var plain = Plain(type, method);
            return new ObjectReader(value => JsonValues.Unwrap(plain.Read(value).ToObject()));
        }

        return Plain(type, method);
    }

    private static MemberReader Plain(Type type, MethodInfo method)
    {
        // A method that a struct inherits cannot be bound to it by reference.
        if (type.IsValueType && method.DeclaringType != type) return new ObjectReader(value => method.Invoke(value, BindingFlags.DoNotWrapExceptions, null, null, null));
        var (owner, result) = (type.IsValueType ? type : method.DeclaringType!, method.ReturnType);
        var reader = (type.IsValueType, result.IsValueType, Nullable.GetUnderlyingType(result)) switch
        {
            (false, false, _) => typeof(ReferenceReader<>).MakeGenericType(owner),
            (false, true, null) => typeof(ValueReader<,>).MakeGenericType(owner, result),
            (false, true, { } inner) => typeof(NullableReader<,>).MakeGenericType(owner, inner),
            (true, false, _) => typeof(StructReferenceReader<,>).MakeGenericType(owner, result),
            (true, true, null) => typeof(StructValueReader<,>).MakeGenericType(owner, result),
            (true, true, { } inner) => typeof(StructNullableReader<,>).MakeGenericType(owner, inner),
        };
        return (MemberReader)Activator.CreateInstance(reader, method)!;
    }

    private delegate TResult StructGetter<T, out TResult>(ref T self);

    private sealed class ForbiddenReader : MemberReader
    {
        public override TemplateValue Read(object target) => throw new InvalidOperationException("A member that templates must not touch has been read.");
    }

    private sealed class ObjectReader(Func<object, object?> read) : MemberReader
    {
        public override TemplateValue Read(object target) => TemplateValue.Of(read(target));
    }

    // The type of the target was compared before: no second check in the casts below.
    private sealed class ReferenceReader<T>(MethodInfo method) : MemberReader where T : class
    {
        private readonly Func<T, object?> _get = method.CreateDelegate<Func<T, object?>>();

        public override bool IsOrdinary { get; } = method.ReturnType == typeof(string);

        public override TemplateValue Read(object target) => TemplateValue.Of(_get(Unsafe.As<T>(target)));

        public override void Write(object target, RenderContext context)
        {
            var value = _get(Unsafe.As<T>(target));
            if (value is string text && context.Autoescape) context.Output.WriteEscaped(text);
            else Expression.WriteUnfiltered(context, TemplateValue.Of(value));
        }
    }

    private sealed class ValueReader<T, TResult>(MethodInfo method) : MemberReader where T : class where TResult : struct
    {
        private readonly Func<T, TResult> _get = method.CreateDelegate<Func<T, TResult>>();

        public override bool IsOrdinary { get; } = TemplateValue.Unboxed(default(TResult)).IsOrdinary;

        public override TemplateValue Read(object target) => TemplateValue.Unboxed(_get(Unsafe.As<T>(target)));

        public override void Write(object target, RenderContext context)
        {
            var value = _get(Unsafe.As<T>(target));
            if (typeof(TResult) == typeof(int) && context.HasPlainIntegers) context.Output.WriteNumber(Unsafe.As<TResult, int>(ref value));
            else if (typeof(TResult) == typeof(long) && context.HasPlainIntegers) context.Output.WriteNumber(Unsafe.As<TResult, long>(ref value));
            else if (typeof(TResult) == typeof(decimal) && context.HasPlainDecimals) context.Output.WriteNumber(Unsafe.As<TResult, decimal>(ref value));
            else context.Output.WriteValue(TemplateValue.Unboxed(value), context);
        }
    }

    private sealed class NullableReader<T, TResult>(MethodInfo method) : MemberReader where T : class where TResult : struct
    {
        private readonly Func<T, TResult?> _get = method.CreateDelegate<Func<T, TResult?>>();

        public override TemplateValue Read(object target) => _get(Unsafe.As<T>(target)) is { } value ? TemplateValue.Unboxed(value) : default;
    }

    private sealed class StructReferenceReader<T, TResult>(MethodInfo method) : MemberReader where T : struct where TResult : class
    {
        private readonly StructGetter<T, TResult?> _get = method.CreateDelegate<StructGetter<T, TResult?>>();

        public override TemplateValue Read(object target) => TemplateValue.Of(_get(ref Unsafe.Unbox<T>(target)));
    }

    private sealed class StructValueReader<T, TResult>(MethodInfo method) : MemberReader where T : struct where TResult : struct
    {
        private readonly StructGetter<T, TResult> _get = method.CreateDelegate<StructGetter<T, TResult>>();

        public override TemplateValue Read(object target) => TemplateValue.Unboxed(_get(ref Unsafe.Unbox<T>(target)));
    }

    private sealed class StructNullableReader<T, TResult>(MethodInfo method) : MemberReader where T : struct where TResult : struct
    {
        private readonly StructGetter<T, TResult?> _get = method.CreateDelegate<StructGetter<T, TResult?>>();

        public override TemplateValue Read(object target) => _get(ref Unsafe.Unbox<T>(target)) is { } value ? TemplateValue.Unboxed(value) : default;
    }
}
