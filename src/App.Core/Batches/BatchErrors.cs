using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>What can be wrong with a batch of operations, and with one operation of it.</summary>
[ErrorCatalogue]
public static class BatchErrors
{
    /// <summary>BATCH_SIZE_EXCEEDED.</summary>
    public static readonly ErrorDefinition SizeExceeded = new(
        "BATCH_SIZE_EXCEEDED", "Too many operations", ErrorKind.Validation, 400,
        "The batch has more operations than one may have. Nothing was done.", "Send them in several batches; details have the limit and how many there were.");

    /// <summary>MISSING_OPERATION_TYPE.</summary>
    public static readonly ErrorDefinition MissingType = new(
        "MISSING_OPERATION_TYPE", "Operation type missing", ErrorKind.Validation, 400,
        "The batch does not say what kind its operations are of. Nothing was done.", "Send operation_type; the message has the kinds.");

    /// <summary>INVALID_OPERATIONS.</summary>
    public static readonly ErrorDefinition InvalidOperations = new(
        "INVALID_OPERATIONS", "Operations missing", ErrorKind.Validation, 400,
        "The batch has no list of operations, or an empty one. Nothing was done.", "Send operations, a list of 1 to 50 objects.");

    /// <summary>INVALID_OPERATION_STRUCTURE.</summary>
    public static readonly ErrorDefinition InvalidStructure = new(
        "INVALID_OPERATION_STRUCTURE", "Operation not readable", ErrorKind.Validation, 400,
        "An operation of the batch is not an object with a resource_id and data, or another member of the batch is not what it has to be. Nothing was done.",
        "Mend what the message names by index from 0 and field, and send the batch again.");

    /// <summary>BATCH_NOT_FOUND.</summary>
    public static readonly ErrorDefinition NotFound = new(
        "BATCH_NOT_FOUND", "Batch not found", ErrorKind.NotFound, 404,
        "There is no such batch among yours. Batches are removed 90 days after they end.", "List your batches and choose one of them.");

    /// <summary>BATCH_NOT_RETRYABLE.</summary>
    public static readonly ErrorDefinition NotRetryable = new(
        "BATCH_NOT_RETRYABLE", "Nothing to retry", ErrorKind.Conflict, 409,
        "The batch has no operation that failed, or is still being done. Nothing was done.", "Look at the batch: once it is over, those of its operations that failed can be retried.");

    /// <summary>BATCH_TEMPLATE_NOT_FOUND.</summary>
    public static readonly ErrorDefinition TemplateNotFound = new(
        "BATCH_TEMPLATE_NOT_FOUND", "Template not found", ErrorKind.NotFound, 404,
        "There is no template of that name among yours.", "List your templates and choose one of them.");

    /// <summary>BATCH_TEMPLATE_INVALID.</summary>
    public static readonly ErrorDefinition TemplateInvalid = new(
        "BATCH_TEMPLATE_INVALID", "Template not usable", ErrorKind.Validation, 400,
        "The name of a template, or what it is to be run with, is not what it has to be. Nothing was done.", "Mend what the message names.");

    /// <summary>BATCH_TEMPLATE_LIMIT.</summary>
    public static readonly ErrorDefinition TemplateLimit = new(
        "BATCH_TEMPLATE_LIMIT", "Too many templates", ErrorKind.Conflict, 409,
        "You have as many templates as one user may have. Nothing was stored.", "Delete one that is not needed any more.");

    /// <summary>VALIDATION_ERROR, which calls besides batches have too.</summary>
    public static ErrorDefinition Validation => RequestErrors.Validation;

    /// <summary>PERMISSION_DENIED.</summary>
    public static readonly ErrorDefinition PermissionDenied = new(
        "PERMISSION_DENIED", "Operation not allowed", ErrorKind.Forbidden, 403,
        "You may not do what the operation asks for. It did nothing.", "Ask an operator; whoever looks through a user's eyes stops that first.");

    /// <summary>RESOURCE_NOT_FOUND.</summary>
    public static readonly ErrorDefinition ResourceNotFound = new(
        "RESOURCE_NOT_FOUND", "Resource not found", ErrorKind.NotFound, 404,
        "What the operation is about is not there, or not yours. It did nothing.", "Check its resource_id.");

    /// <summary>CONFLICT.</summary>
    public static readonly ErrorDefinition Conflict = new(
        "CONFLICT", "Operation contradicts what is there", ErrorKind.Conflict, 409,
        "The operation contradicts what is stored, such as a name that is taken or a version that is no longer the stored one. It did nothing.", "Look at the resource as it is, and send the operation anew.");

    /// <summary>TRANSACTION_FAILED.</summary>
    public static readonly ErrorDefinition TransactionFailed = new(
        "TRANSACTION_FAILED", "Operation rolled back", ErrorKind.Failure, 500,
        "The operation was begun and taken back: the database did not take it, or another operation of an atomic batch failed. It did nothing.", "Retry it; of an atomic batch mend the operation that failed first.");
}
