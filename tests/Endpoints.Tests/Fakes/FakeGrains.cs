using Shield.Grains.Archives;
using Shield.Grains.Jobs;
using Shield.Grains.Retention;
using Shield.Grains.Schedules;
using Shield.Grains.Stores;
using Shield.Grains.Targets;
using Shield.Grains.Tasks;

namespace Shield.Api.Endpoints.Tests.Fakes;

/// <summary>Reaches the grains that the API calls by UUID, and no others.</summary>
internal sealed class FakeGrains(FakeShield shield) : IGrainFactory
{
    public TGrain GetGrain<TGrain>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrain : IGrainWithGuidKey => (TGrain)Grain(typeof(TGrain), primaryKey);

    public TGrain GetGrain<TGrain>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrain : IGrainWithIntegerKey => throw NotReached();

    public TGrain GetGrain<TGrain>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrain : IGrainWithStringKey => throw NotReached();

    public TGrain GetGrain<TGrain>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrain : IGrainWithGuidCompoundKey => throw NotReached();

    public TGrain GetGrain<TGrain>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrain : IGrainWithIntegerCompoundKey => throw NotReached();

    public TObserver CreateObjectReference<TObserver>(IGrainObserver obj)
        where TObserver : IGrainObserver => throw NotReached();

    public void DeleteObjectReference<TObserver>(IGrainObserver obj)
        where TObserver : IGrainObserver => throw NotReached();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw NotReached();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw NotReached();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw NotReached();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        throw NotReached();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        throw NotReached();

    public TGrain GetGrain<TGrain>(GrainId grainId)
        where TGrain : IAddressable => throw NotReached();

    public IAddressable GetGrain(GrainId grainId) => throw NotReached();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw NotReached();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw NotReached();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) =>
        throw NotReached();

    private static NotSupportedException NotReached() => new("the API has no business with this grain");

    private object Grain(Type type, Guid uuid)
    {
        if (type == typeof(ITargetGrain)) return new FakeTargetGrain(shield, uuid);
        if (type == typeof(IStoreGrain)) return new FakeStoreGrain(shield, uuid);
        if (type == typeof(IScheduleGrain)) return new FakeScheduleGrain(shield, uuid);
        if (type == typeof(IRetentionGrain)) return new FakeRetentionGrain(shield, uuid);
        if (type == typeof(IJobGrain)) return new FakeJobGrain(shield, uuid);
        if (type == typeof(IArchiveGrain)) return new FakeArchiveGrain(shield, uuid);
        return type == typeof(ITaskGrain) ? new FakeTaskGrain(shield, uuid) : throw NotReached();
    }
}
