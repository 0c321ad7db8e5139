using Amazon.S3;
using Amazon.S3.Model;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.S3.Server;

/// <summary>How the server is to keep objects: class, encryption, lock, rights.</summary>
internal sealed record Keeping
{
    private const int CustomerKeyBytes = 32;
    private const int LockDaysMax = 36500;

    private S3StorageClass? _class;
    private S3CannedACL? _acl;
    private ServerSideEncryptionMethod? _encryption;
    private string? _kmsKeyId;
    private string? _customerKey;
    private string? _customerKeyMd5;
    private ObjectLockMode? _lockMode;
    private int _lockDays;

    public static Keeping Of(Endpoint endpoint)
    {
        var encryption = Word(endpoint, S3Fields.Encryption);
        var keyId = endpoint.Text(S3Fields.KmsKeyId);
        if (keyId is not null && encryption != "aws:kms")
            throw Endpoint.Invalid(S3Fields.KmsKeyId, $"needs {S3Fields.Encryption} to be aws:kms");
        var customerKey = CustomerKey(endpoint, encryption == "customer");
        var (mode, days) = Lock(endpoint);
        return new Keeping
        {
            _class = endpoint.Text(S3Fields.StorageClass) is { } name ? new S3StorageClass(name) : null,
            _acl = Word(endpoint, S3Fields.CannedAcl) is { } acl ? new S3CannedACL(acl) : null,
            _encryption = encryption is null or "customer" ? null
                : new ServerSideEncryptionMethod(encryption),
            _kmsKeyId = keyId,
            _customerKey = customerKey,
            _customerKeyMd5 = customerKey is null ? null : Md5.Text(Convert.FromBase64String(customerKey)),
            _lockMode = mode is null ? null : new ObjectLockMode(mode),
            _lockDays = days,
        };
    }

    /// <summary>Whether the server shows MD5s of what it holds is then left to it.</summary>
    public bool IsEncrypted => _encryption is not null || _customerKey is not null;

    public bool IsLocked => _lockMode is not null;

    /// <summary>Whether objects of this class can be read at once.</summary>
    public bool IsFrozen => _class?.Value is "GLACIER" or "DEEP_ARCHIVE";

    /// <param name="request">Stores an object at once.</param>
    /// <param name="lockedFrom">From when the lock counts; null for no lock.</param>
    public PutObjectRequest Apply(PutObjectRequest request, DateTimeOffset? lockedFrom)
    {
        request.StorageClass = _class;
        request.CannedACL = _acl;
        request.ServerSideEncryptionMethod = _encryption;
        request.ServerSideEncryptionKeyManagementServiceKeyId = _kmsKeyId;
        if (lockedFrom is { } from && IsLocked)
        {
            request.ObjectLockMode = _lockMode;
            request.ObjectLockRetainUntilDate = from.AddDays(_lockDays).UtcDateTime;
        }

        if (_customerKey is null) return request;
        request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
        request.ServerSideEncryptionCustomerProvidedKey = _customerKey;
        request.ServerSideEncryptionCustomerProvidedKeyMD5 = _customerKeyMd5;
        return request;
    }

    /// <inheritdoc cref="Apply(PutObjectRequest, DateTimeOffset?)"/>
    public InitiateMultipartUploadRequest Apply(
        InitiateMultipartUploadRequest request, DateTimeOffset? lockedFrom)
    {
        request.StorageClass = _class;
        request.CannedACL = _acl;
        request.ServerSideEncryptionMethod = _encryption;
        request.ServerSideEncryptionKeyManagementServiceKeyId = _kmsKeyId;
        if (lockedFrom is { } from && IsLocked)
        {
            request.ObjectLockMode = _lockMode;
            request.ObjectLockRetainUntilDate = from.AddDays(_lockDays).UtcDateTime;
        }

        if (_customerKey is null) return request;
        request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
        request.ServerSideEncryptionCustomerProvidedKey = _customerKey;
        request.ServerSideEncryptionCustomerProvidedKeyMD5 = _customerKeyMd5;
        return request;
    }

    /// <summary>Locks an object that is there.</summary>
    public PutObjectRetentionRequest Apply(PutObjectRetentionRequest request, DateTimeOffset lockedFrom)
    {
        request.Retention = new ObjectLockRetention
        {
            Mode = new ObjectLockRetentionMode(_lockMode?.Value),
            RetainUntilDate = lockedFrom.AddDays(_lockDays).UtcDateTime,
        };
        return request;
    }

    public UploadPartRequest Apply(UploadPartRequest request)
    {
        if (_customerKey is null) return request;
        request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
        request.ServerSideEncryptionCustomerProvidedKey = _customerKey;
        request.ServerSideEncryptionCustomerProvidedKeyMD5 = _customerKeyMd5;
        return request;
    }

    public CompleteMultipartUploadRequest Apply(CompleteMultipartUploadRequest request)
    {
        if (_customerKey is null) return request;
        request.SSECustomerAlgorithm = "AES256";
        request.SSECustomerKey = _customerKey;
        request.SSECustomerKeyMD5 = _customerKeyMd5;
        return request;
    }

    public GetObjectRequest Apply(GetObjectRequest request)
    {
        if (_customerKey is null) return request;
        request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
        request.ServerSideEncryptionCustomerProvidedKey = _customerKey;
        request.ServerSideEncryptionCustomerProvidedKeyMD5 = _customerKeyMd5;
        return request;
    }

    public GetObjectMetadataRequest Apply(GetObjectMetadataRequest request)
    {
        if (_customerKey is null) return request;
        request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
        request.ServerSideEncryptionCustomerProvidedKey = _customerKey;
        request.ServerSideEncryptionCustomerProvidedKeyMD5 = _customerKeyMd5;
        return request;
    }

    private static string? Word(Endpoint endpoint, string field) =>
        endpoint.Text(field) is { } word and not "none" ? word : null;

    private static string? CustomerKey(Endpoint endpoint, bool isWanted)
    {
        var key = endpoint.Text(S3Fields.CustomerKey);
        if (key is null == isWanted)
            throw Endpoint.Invalid(S3Fields.CustomerKey, isWanted
                ? $"is needed while {S3Fields.Encryption} is customer"
                : $"needs {S3Fields.Encryption} to be customer");
        if (key is null) return null;
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var count) && count == CustomerKeyBytes
            ? key
            : throw Endpoint.Invalid(S3Fields.CustomerKey, $"must be {CustomerKeyBytes} bytes in base64");
    }

    private static (string? Mode, int Days) Lock(Endpoint endpoint)
    {
        var mode = Word(endpoint, S3Fields.ObjectLockMode);
        var days = endpoint.WholeNumber(S3Fields.ObjectLockDays);
        if (mode is null == days is not null)
            throw Endpoint.Invalid(S3Fields.ObjectLockDays, mode is null
                ? $"needs {S3Fields.ObjectLockMode} to be GOVERNANCE or COMPLIANCE"
                : $"is needed with {S3Fields.ObjectLockMode}");
        if (days is < 1 or > LockDaysMax)
            throw Endpoint.Invalid(S3Fields.ObjectLockDays, $"must be 1 to {LockDaysMax}");
        return (mode, (int)(days ?? 0));
    }
}
