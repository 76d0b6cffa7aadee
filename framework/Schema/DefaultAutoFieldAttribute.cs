namespace Quintet.Db;

/// <summary>
/// The class of the key that models of the assembly get which declare none (Django's <c>DEFAULT_AUTO_FIELD</c>):
/// <c>[assembly: DefaultAutoField&lt;AutoField>]</c>. Without it <see cref="BigAutoField"/>; <c>[Meta(AutoField = typeof(…))]</c> says it for one model.
/// </summary>
/// <typeparam name="TField"><see cref="BigAutoField"/>, <see cref="AutoField"/> or <see cref="SmallAutoField"/>.</typeparam>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class DefaultAutoFieldAttribute<TField> : Attribute
    where TField : Field, IAutoField;
