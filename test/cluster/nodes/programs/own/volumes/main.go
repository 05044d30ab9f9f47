// Makes volumes for claims, for two kinds of classes.
//
// With NFS_SERVER, NFS_PATH and PROVISIONER_NAME it stands in for nfs-subdir-external-provisioner: same settings, same
// rights, same folders, same kind of volume, but without the lock among several copies.
// Without NFS_SERVER it stands in for the driver of a storage array: a volume is an image file below VOLUMES on this machine,
// of the size that was claimed, which the nodes' driver "nodes.test/disk" gives a file system and mounts.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// Where this program sees the volumes.
const root = "/persistentvolumes"

type volumes struct {
	// Makes a volume of so many bytes at a path.
	create func(path string, size int64) error
	// What a volume of such a name is.
	source func(name string) v1.PersistentVolumeSource
}

func (v volumes) Provision(_ context.Context, options controller.ProvisionOptions) (*v1.PersistentVolume, controller.ProvisioningState, error) {
	claim := options.PVC
	name := nameOf(claim.Namespace, claim.Name, options.PVName)
	size := claim.Spec.Resources.Requests[v1.ResourceStorage]
	if err := v.create(filepath.Join(root, name), size.Value()); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	return &v1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: options.PVName},
		Spec: v1.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *options.StorageClass.ReclaimPolicy,
			AccessModes:                   claim.Spec.AccessModes,
			MountOptions:                  options.StorageClass.MountOptions,
			Capacity:                      v1.ResourceList{v1.ResourceStorage: size},
			PersistentVolumeSource:        v.source(name),
		},
	}, controller.ProvisioningFinished, nil
}

// As nfs-subdir-external-provisioner does unless the class says archiveOnDelete: "false", the files stay, renamed.
func (v volumes) Delete(_ context.Context, volume *v1.PersistentVolume) error {
	name := nameOf(volume.Spec.ClaimRef.Namespace, volume.Spec.ClaimRef.Name, volume.Name)
	err := os.Rename(filepath.Join(root, name), filepath.Join(root, "archived-"+name))
	if os.IsNotExist(err) {
		return nil
	}
	return err
}

func nameOf(namespace, claim, volume string) string {
	return fmt.Sprintf("%s-%s-%s", namespace, claim, volume)
}

func createFolder(path string, _ int64) error {
	if err := os.MkdirAll(path, 0o777); err != nil {
		return err
	}
	// The mask of the process took bits away.
	return os.Chmod(path, 0o777)
}

func createDisk(path string, size int64) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	return file.Truncate(size)
}

func nfs(server, export string) volumes {
	return volumes{createFolder, func(name string) v1.PersistentVolumeSource {
		return v1.PersistentVolumeSource{NFS: &v1.NFSVolumeSource{Server: server, Path: filepath.Join(export, name)}}
	}}
}

func disks(folder string) volumes {
	return volumes{createDisk, func(name string) v1.PersistentVolumeSource {
		options := map[string]string{"image": filepath.Join(folder, name)}
		return v1.PersistentVolumeSource{FlexVolume: &v1.FlexPersistentVolumeSource{Driver: "nodes.test/disk", FSType: "ext4", Options: options}}
	}}
}

func main() {
	configuration, err := rest.InClusterConfig()
	if err != nil {
		klog.Fatal(err)
	}
	client, err := kubernetes.NewForConfig(configuration)
	if err != nil {
		klog.Fatal(err)
	}
	name := os.Getenv("PROVISIONER_NAME")
	kind := disks(os.Getenv("VOLUMES"))
	if server := os.Getenv("NFS_SERVER"); server != "" {
		kind = nfs(server, os.Getenv("NFS_PATH"))
	}
	ctx := context.Background()
	controller.NewProvisionController(ctx, client, name, kind, controller.LeaderElection(false)).Run(ctx)
}
