// Makes volumes for claims out of folders, for two kinds of classes.
//
// With NFS_SERVER, NFS_PATH and PROVISIONER_NAME it stands in for nfs-subdir-external-provisioner: same settings, same
// rights, same folders, same kind of volume, but without the lock among several copies.
// Without NFS_SERVER it stands in for the driver of a storage array: a volume is a folder below VOLUMES on this machine that
// any node can reach and that, like the file system of a new disk, belongs to root until Kubernetes gives it the pod's group.
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

type folders struct {
	// Where this program sees the folders.
	root string
	// Who owns the folder at first decides who may write.
	mode os.FileMode
	// What a volume on such a folder is.
	source func(folder string) v1.PersistentVolumeSource
	// The nodes that reach it; all when nil.
	affinity *v1.VolumeNodeAffinity
}

func (f folders) Provision(_ context.Context, options controller.ProvisionOptions) (*v1.PersistentVolume, controller.ProvisioningState, error) {
	claim := options.PVC
	folder := fmt.Sprintf("%s-%s-%s", claim.Namespace, claim.Name, options.PVName)
	path := filepath.Join(f.root, folder)
	if err := os.MkdirAll(path, f.mode); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	// The mask of the process took bits away.
	if err := os.Chmod(path, f.mode); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	return &v1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: options.PVName},
		Spec: v1.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *options.StorageClass.ReclaimPolicy,
			AccessModes:                   claim.Spec.AccessModes,
			MountOptions:                  options.StorageClass.MountOptions,
			Capacity:                      v1.ResourceList{v1.ResourceStorage: claim.Spec.Resources.Requests[v1.ResourceStorage]},
			PersistentVolumeSource:        f.source(folder),
			NodeAffinity:                  f.affinity,
		},
	}, controller.ProvisioningFinished, nil
}

// As nfs-subdir-external-provisioner does unless the class says archiveOnDelete: "false", the files stay, renamed.
func (f folders) Delete(_ context.Context, volume *v1.PersistentVolume) error {
	folder := ""
	if volume.Spec.NFS != nil {
		folder = filepath.Base(volume.Spec.NFS.Path)
	} else if volume.Spec.Local != nil {
		folder = filepath.Base(volume.Spec.Local.Path)
	}
	err := os.Rename(filepath.Join(f.root, folder), filepath.Join(f.root, "archived-"+folder))
	if os.IsNotExist(err) {
		return nil
	}
	return err
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
	volumes := folders{root: "/persistentvolumes"}
	if server, export := os.Getenv("NFS_SERVER"), os.Getenv("NFS_PATH"); server != "" {
		volumes.mode = 0o777
		volumes.source = func(folder string) v1.PersistentVolumeSource {
			return v1.PersistentVolumeSource{NFS: &v1.NFSVolumeSource{Server: server, Path: filepath.Join(export, folder)}}
		}
	} else {
		volumes.mode = 0o755
		volumes.source = func(folder string) v1.PersistentVolumeSource {
			path := filepath.Join(os.Getenv("VOLUMES"), folder)
			return v1.PersistentVolumeSource{Local: &v1.LocalVolumeSource{Path: path}}
		}
		// A volume of kind "local" must name its nodes: all of them.
		volumes.affinity = &v1.VolumeNodeAffinity{Required: &v1.NodeSelector{NodeSelectorTerms: []v1.NodeSelectorTerm{{
			MatchExpressions: []v1.NodeSelectorRequirement{
				{Key: v1.LabelOSStable, Operator: v1.NodeSelectorOpIn, Values: []string{"linux"}},
			},
		}}}}
	}
	ctx := context.Background()
	controller.NewProvisionController(ctx, client, name, volumes, controller.LeaderElection(false)).Run(ctx)
}
