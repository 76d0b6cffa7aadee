namespace Quintet.Db.Migrations;

/// <summary>
/// What an operation means for the models, said so that it can be read without running it: <c>[StateEffect(typeof(AddIndex))]</c> on a class that
/// adds its index in a way of its own. An editor that meets an operation without it knows nothing of its app's models from there on.
/// </summary>
/// <param name="operation">The operation of ours that changes the models in the same way; its constructor's parameters have the same names. Null: they do not change.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
public sealed class StateEffectAttribute(Type? operation = null) : Attribute
{
    public Type? Operation { get; } = operation;
}
