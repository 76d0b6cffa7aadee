namespace Quintet.Contrib.ContentTypes;

/// <summary>
/// A relation to an object of any model: <c>[GenericForeignKey] public partial Model? ContentObject { get; set; }</c>. What it points to stands in two fields,
/// a foreign key to <see cref="ContentType"/> and the object's key.
/// </summary>
/// <param name="contentTypeField">The field with the content type.</param>
/// <param name="objectIdField">The field with the object's key: a number or text.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GenericForeignKeyAttribute(string contentTypeField = "content_type", string objectIdField = "object_id") : Attribute
{
    public string ContentTypeField { get; } = contentTypeField;

    public string ObjectIdField { get; } = objectIdField;

    /// <summary>A proxy is pointed to as the model whose rows it shows, and comes back as that; false: as itself.</summary>
    public bool ForConcreteModel { get; set; } = true;
}

/// <summary>
/// The rows whose generic foreign key points here: <c>[GenericRelation] public partial GenericRelated&lt;TaggedItem&gt; Tags { get; }</c>. Deleting the object
/// deletes them.
/// </summary>
/// <param name="contentTypeField">The field there with the content type.</param>
/// <param name="objectIdField">The field there with the object's key.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GenericRelationAttribute(string contentTypeField = "content_type", string objectIdField = "object_id") : Attribute
{
    public string ContentTypeField { get; } = contentTypeField;

    public string ObjectIdField { get; } = objectIdField;

    /// <summary>The name by which lookups on the rows reach the object: <c>"book"</c> gives <c>book__title</c>.</summary>
    public string? RelatedQueryName { get; set; }
}
